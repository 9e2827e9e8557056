#### OPQ-G006 delete
DeLeTe/**/FROM[accounts]
#### OPQ-G006 insert
insert into t values (1)
#### OPQ-G006 with leads to an update
WITH c(x) AS (VALUES(1)) UPDATE accounts SET balance=(SELECT x FROM c)
#### OPQ-G006 recursive with leads to an insert
WITH RECURSIVE c(x) AS (VALUES(1)) INSERT INTO audit_log(what) SELECT x FROM c
#### OPQ-G005 two statements
SELECT '\'; DELETE FROM accounts; --'
#### OPQ-G005 pragma and write
pragma main.query_only(off); DELETE FROM accounts
#### OPQ-G006 create
create table x(a)
#### OPQ-G006 attach
attach 'x.db' as o
#### OPQ-G006 vacuum into
VACUUM INTO '/tmp/copy.db'
#### OPQ-G006 reindex
REINDEX
#### OPQ-G006 analyze
analyze
#### OPQ-G006 end
end
#### OPQ-G018 dot command
.output /tmp/o
#### OPQ-G016 pragma that sets
PRAGMA user_version=7
#### OPQ-G016 pragma that sets with brackets
pragma journal_mode(wal)
#### OPQ-G016 pragma in comments
/**/PRAGMA/**/user_version/**/=/**/11
#### OPQ-G016 pragma that acts
PRAGMA wal_checkpoint
#### OPQ-G016 pragma that shrinks
pragma incremental_vacuum(1)
#### OPQ-G016 unknown pragma
pragma something_new
#### OPQ-G016 quoted pragma
pragma "user_version" = 5
#### OPQ-G010 files
select readfile('/etc/passwd')
#### OPQ-G010 file table
select * from fsdir('.')
#### OPQ-G010 extension
select load_extension('x')
#### OPQ-G010 tokenizer
SELECT fts3_tokenizer('simple', x'41')
#### OPQ-G011 unknown function
select wipe()
#### OPQ-G012 question mark
select ?1
#### OPQ-G012 other placeholders
select @a
#### OPQ-G012 dollar
select $a
#### OPQ-G012 colon
select :a
#### OPQ-G004 open string
select 'a
#### OPQ-G004 open bracket name
select [a
#### OPQ-G013 unbalanced
select (1
#### OPQ-G021 huge blob
select randomblob(900000000)
#### OPQ-G001 nothing
/* nothing
#### OPQ-G021 recursion without an end
with recursive c(x) as (values (1) union all select x + 1 from c) select count(*) from c
#### OPQ-G014 plan of a replace
explain query plan replace into accounts values (1)
#### OPQ-G005 explain of a write and a write
explain delete from accounts; delete from accounts
#### OPQ-G011 plan of a write that calls
explain query plan delete from accounts where wipe()
#### OPQ-G021 width as an argument
select printf('%.*c', 900000000, 'x')
