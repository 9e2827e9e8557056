#### OPQ-G006 delete
delete from accounts where id = 1
#### OPQ-G006 mixed case and line breaks
dElEtE
	FROM
accounts
#### OPQ-G006 insert
insert into audit_log(what) select 'x' returning *
#### OPQ-G006 update
update accounts set name = 'x'
#### OPQ-G006 merge
merge into a using b on true when matched then delete
#### OPQ-G006 truncate
truncate orders
#### OPQ-G006 write behind comments
/* c */ -- d
delete from accounts
#### OPQ-G006 comment inside the verb's neighbourhood
delete/**/from/**/accounts
#### OPQ-G005 leading empty statements
;;;delete from accounts
#### OPQ-G006 parenthesised write
(delete from accounts)
#### OPQ-G005 two statements
select 1; delete from accounts
#### OPQ-G005 comment marks in strings hide nothing
select '/*'; delete from accounts; select '*/'
#### OPQ-G005 dollar quotes end
select $$'$$; delete from accounts; select $$'$$
#### OPQ-G005 string continued
select 'a'
'b'; delete from accounts
#### OPQ-G005 a backslash does not escape in a plain string
select '\'; delete from accounts; --'
#### OPQ-G005 nested comment ends
select /* /* */ */ 1; delete from accounts
#### OPQ-G005 tags differ
select $a$ $b$ $a$; delete from accounts; select $b$ x $b$
#### OPQ-G005 two reads
select 1; select 2
#### OPQ-G007 delete inside with
with d as (delete from accounts returning 1) select * from d
#### OPQ-G007 insert inside a materialized with
with d as not materialized (insert into t values (1) returning 1) select 1
#### OPQ-G006 with leads to a delete
with c as (select 1) delete from accounts
#### OPQ-G007 nested with leads to a delete
select * from (with c as (select 1) delete from accounts returning 1) q
#### OPQ-G007 with inside with
with a as (with b as (delete from accounts returning 1) select * from b) select * from a
#### OPQ-G007 with after with leads to a write
with a as (with b as (select 1) update accounts set x = 1 returning 1) select * from a
#### OPQ-G007 second of two
with a as (select 1), b as (update accounts set name = '' returning 1) select * from a
#### OPQ-G006 search clause before a write
with recursive t(a) as (select 1 union all select a from t) search depth first by a set s delete from accounts
#### OPQ-G006 cycle clause before a write
with recursive t(a) as (select 1 union all select a from t) cycle a set c using p delete from accounts
#### OPQ-G007 select into
select * into pwn from accounts
#### OPQ-G007 select into behind an alias called as
select a.as into pwn from accounts a
#### OPQ-G007 select into after a label
select 1 as as into pwn
#### OPQ-G007 into after a number that ends in a dot
select 1.into pwn
#### OPQ-G007 into temp
select 1 as x into temp pwn
#### OPQ-G008 for update
select * from accounts for update
#### OPQ-G008 for no key update
select * from accounts for no key update skip locked
#### OPQ-G008 for key share
select * from accounts for key share of accounts
#### OPQ-G008 in a subquery
select * from (select * from accounts for update) q
#### OPQ-G008 table
table accounts for update
#### OPQ-G008 after for read only
select id from accounts for read only for update
#### OPQ-G008 in brackets
(select id from accounts) for share
#### OPQ-G008 subquery inside substring
select substring((select name from accounts limit 1 for update) from 1 for 2)
#### OPQ-G008 exists
select exists (select 1 from accounts for update)
#### OPQ-G014 explain analyze delete
explain analyze delete from accounts
#### OPQ-G014 options in any order
explain (costs off, analyze true, timing off) delete from accounts
#### OPQ-G014 quoted option
explain ("analyze") delete from accounts
#### OPQ-G007 explain analyze with
explain analyze verbose with d as (delete from accounts returning 1) select 1
#### OPQ-G014 explain analyze create table as
explain analyze create table pwn as select 1
#### OPQ-G014 explain execute
explain execute p
#### OPQ-G014 explain declare
explain declare c cursor for select 1
#### OPQ-G006 do
do $$ begin delete from accounts; end $$
#### OPQ-G006 call
call proc_wipe()
#### OPQ-G006 prepare
prepare p as select 1
#### OPQ-G006 set
set work_mem = '1GB'
#### OPQ-G006 reset
reset all
#### OPQ-G006 begin
begin
#### OPQ-G006 commit
commit
#### OPQ-G006 listen
listen canary
#### OPQ-G006 lock
lock table accounts
#### OPQ-G006 vacuum
vacuum (freeze) orders
#### OPQ-G006 discard
discard all
#### OPQ-G006 declare
declare c cursor for select 1
#### OPQ-G017 copy from
copy audit_log from stdin
#### OPQ-G017 copy to a file
copy accounts to '/tmp/x'
#### OPQ-G017 copy a query to a file
copy (select 1) to '/tmp/x'
#### OPQ-G017 copy to a program
copy (select 1) to program 'sh'
#### OPQ-G017 copy of a write
copy (delete from accounts returning 1) to stdout
#### OPQ-G007 copy of a with that writes
copy (with d as (delete from accounts returning 1) select * from d) to stdout
#### OPQ-G010 reads a file
select pg_read_file('/etc/passwd')
#### OPQ-G010 qualified
select pg_catalog.pg_sleep(1)
#### OPQ-G010 quoted
select "pg_sleep"(1)
#### OPQ-G010 unicode name
select U&"pg\005fsleep"(1)
#### OPQ-G010 unicode name with its own escape
select U&"pg!005fsleep" uescape '!' (1)
#### OPQ-G010 in from
select * from pg_ls_dir('.')
#### OPQ-G010 in a join
select 1 from orders o join lateral pg_ls_dir('.') on true
#### OPQ-G010 in on, after a comma join
select 1 from orders a join orders b on pg_advisory_lock(1) is null, orders c
#### OPQ-G010 dynamic sql
select query_to_xml('delete from accounts', true, true, '')
#### OPQ-G010 setting
select set_config('role', 'x', false)
#### OPQ-G010 sequence
select nextval('app_seq')
#### OPQ-G010 terminate
select pg_terminate_backend(1)
#### OPQ-G010 crosstab
select * from crosstab('select 1,2,3') as t(a int, b text)
#### OPQ-G010 crosstab after a comma
select * from orders, crosstab('select 1,2,3') as t(a int)
#### OPQ-G010 dblink
select * from dblink('host=x', 'select 1') as t(a int)
#### OPQ-G010 large object
select lo_export(1, '/tmp/x')
#### OPQ-G010 in order by
select 1 order by pg_sleep(1)
#### OPQ-G010 in limit
select 1 limit (select pg_sleep(1) is null)::int
#### OPQ-G010 in a window
select row_number() over (partition by pg_sleep(1)) from accounts
#### OPQ-G010 behind at time zone
select now() at time zone set_config('a', 'b', true)
#### OPQ-G010 behind an operator syntax
select 1 operator(pg_catalog.+) txid_current()
#### OPQ-G010 behind is distinct from
select 1 from orders where 1 is distinct from nextval('s')
#### OPQ-G010 behind an interval
select interval '1 day' * nextval('s')
#### OPQ-G011 user function
select wipe_accounts()
#### OPQ-G011 user function with a schema
select public.lower('A')
#### OPQ-G011 user function, quoted with capitals
select "Lower"('A')
#### OPQ-G011 user function with three names
select app.public.wipe(1)
#### OPQ-G011 in filter
select count(*) filter (where wipe()) from accounts
#### OPQ-G011 a function called over
select over(1)
#### OPQ-G011 a function called by
select by(1)
#### OPQ-G011 a function called rows
select rows(1)
#### OPQ-G011 comment before the bracket
select wipe/**/(1)
#### OPQ-G013 unbalanced
select (1
#### OPQ-G013 wrong bracket
select array[1)
#### OPQ-G013 closes what is not open
select 1) union (select 2
#### OPQ-G018 client command
\dt
#### OPQ-G018 client command after a query
select 1 \gexec
#### OPQ-G018 client command on its own line
select 1
\! rm
#### OPQ-G004 open string
select 'a
#### OPQ-G004 open dollar quote
select $a$ x $b$
#### OPQ-G004 open comment
select 1 /* /* */
#### OPQ-G004 open name
select "a
#### OPQ-G006 no break space is no blank
 delete from accounts
#### OPQ-G021 huge value
select repeat('x', 200000000)
#### OPQ-G021 huge width
select format('%900000000s', 'x')
#### OPQ-G021 huge series
select count(*) from generate_series(1, 1000000000000)
#### OPQ-G006 with that cannot be followed
with a select 1
#### OPQ-G012 placeholder
select $1
#### OPQ-G012 named placeholder without a value
select * from orders where id = :id
#### OPQ-G001 nothing
-- only a comment
#### OPQ-G001 only semicolons
; ;
#### OPQ-G021 huge array
select array_agg(repeat('x', 1000)) from generate_series(1, 1000000)
#### OPQ-G021 huge by nesting
select repeat(repeat('x', 100000), 10000)
#### OPQ-G021 series multiplied
select distinct a.g, b.g from generate_series(1, 100000) a(g), generate_series(1, 100000) b(g)
#### OPQ-G021 series whose end is a subquery
select count(*) from generate_series(1, (select 1000000000)) g
#### OPQ-G021 collecting computed sizes
select array_agg(repeat('x', 200 * n)) from generate_series(1, 100000) n
#### OPQ-G021 collecting computed sizes of a subquery
select array_agg(x) from (select repeat('x', 200 * n) x from generate_series(1, 100000) n) q
#### OPQ-G021 recursion without an end
with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c
#### OPQ-G021 sorted recursion without an end
with recursive c(x) as (select 1 union all select x + 1 from c) select x from c order by x desc limit 5
#### OPQ-G021 doubled in a recursion
with recursive c(n, s) as (select 1, 'x' union all select n + 1, s || s from c where n < 40) select max(length(s)) from c
#### OPQ-G021 doubled by a function in a recursion
with recursive c(n, s) as (select 1, 'x' union all select n + 1, concat(s, s) from c where n < 40) select max(length(s)) from c
#### OPQ-G021 lengthened in a recursion
with recursive c(n, s) as (select 1, 'x' union all select n + 1, replace(s, 'a', 'aa') from c where n < 40) select max(length(s)) from c
#### OPQ-G021 copies of copies
with a as (select repeat('x', 1000) s), b as (select s||s||s||s||s||s||s||s||s||s s from a), c as (select s||s||s||s||s||s||s||s||s||s s from b), d as (select s||s||s||s||s||s||s||s||s||s s from c), e as (select s||s||s||s||s||s||s||s||s||s s from d), f as (select s||s||s||s||s||s||s||s||s||s s from e) select length(s || s || s) from f
#### OPQ-G021 put in many places
select length(replace(repeat('x', 9000000), 'x', repeat('y', 100)))
#### OPQ-G021 sorted made-up rows
select n, repeat('y', 1000) x from generate_series(1, 1000000) n order by x
#### OPQ-G021 size by a power
select repeat('x', 2 ^ 29::int)
#### OPQ-G014 explain analyze of a write in options
explain (analyze) delete from accounts
#### OPQ-G014 explain of a write with a conflict clause
explain insert into accounts values (1) on conflict (id) do update set id = 2 where accounts.id > 3
#### OPQ-G011 explain of a write that calls
explain update accounts set name = wipe()
#### OPQ-G011 explain of an insert that calls
explain insert into accounts (name) select wipe()
#### OPQ-G014 explain of a merge
explain merge into accounts a using accounts b on a.id = b.id when matched then delete
#### OPQ-G005 explain of a write and a write
explain delete from accounts; delete from accounts
