#### one
select 1
#### cte named like a write
WITH insert_log AS (SELECT 1 AS x) SELECT x FROM insert_log
#### backticks
select `delete`, `drop table` from `insert` where `into` is null
#### backtick in backticks
select 1 as `a``b; delete`
#### keyword after a dot
select t.update, t.lock, t.for from t
#### backslash escapes the quote
select 'x\'; DELETE FROM accounts; -- ' as s
#### double quotes are strings
select "INTO OUTFILE '/tmp/x'" as s, "it\"s; delete"
#### doubled quotes
select 'a''b; delete', "a""b"
#### [ansi] double quotes are names
select "id" from "accounts" where "id" = 1
#### [nobs] a backslash is itself
select '\', 'x'
#### two minus signs
select 5--3 as x
#### comment needs white space
select 1 -- delete
 + 1
#### comment at the end without a blank
select 1 --
#### hash comment
select 1 # ; delete from accounts
 + 1
#### comments do not nest
select 1 /* /* ; delete */ + 1
#### hint
select /*+ MAX_EXECUTION_TIME(1000) */ 1 as x
#### introducer and national strings
select _utf8mb4'abc', N'x', x'4142', b'101', 0xFF, _latin1 x'41', 0b11
#### introducer with collation
select _utf8mb4 'a' collate utf8mb4_bin
#### adjacent strings
select 'a' 'b' "c"
#### names that begin with digits
select 1a, t.1b, `2`, t.5 from t
#### numbers
select 1e5, .5, 1., 1.5e-3, 0x1F
#### values
VALUES (1,'a'),(2,'b')
#### values row
VALUES ROW(1, 2), ROW(3, 4)
#### table
TABLE accounts
#### parenthesised set operations
(select 1) union all (select 2) except select 3 intersect select 4 order by 1 limit 5, 10
#### straight join
select straight_join a.id from accounts a straight_join orders o on o.account_id = a.id
#### select modifiers
select sql_calc_found_rows high_priority sql_no_cache distinct id from accounts
#### index hints
select id from accounts a use index (k_name) force index for join (k_name) ignore key for order by (k_name) where id = 1
#### partition
select * from part_t partition (p0, p1) as p
#### system versioning
select * from sysv for system_time as of timestamp '2024-01-01', sysv for system_time all
#### system versioning with expressions
select * from sysv for system_time between (now() - interval 1 year) and now() t
#### fetch
select id from accounts order by id offset 2 rows fetch next 2 rows only
#### limit rows examined
select id from accounts limit 10 rows examined 1000
#### null-safe equality and friends
select 1 <=> null, 1 is null, 1 xor 0, 5 div 2, 5 mod 2, 1 && 1, 1 || 0, !1, ~1
#### regexp and like
select 'a' regexp 'b', 'a' rlike 'b', 'a' not like 'b!%' escape '!', 'a' sounds like 'b', binary 'a' = 'A'
#### group concat
select group_concat(distinct name order by id desc separator '; ' limit 2) from accounts
#### with rollup
select status, count(*) from orders group by status with rollup
#### window
select median(amount) over (), percentile_cont(0.5) within group (order by amount) over (partition by status) from orders
#### named window
select sum(amount) over w, row_number() over (w rows between 1 preceding and current row) from orders window w as (order by id)
#### dates
select date_format('2024-05-01', '%Y-%m'), '2024-01-31' + interval 1 month, timestampdiff(day, '2024-01-01', '2024-02-01'),
  date_add(now(), interval (1 + 1) day), extract(year_month from now()), timestamp('2024-01-01'), date '2024-01-01'
#### conditions
select if(1, 2, 3), ifnull(null, 4), nullif(1, 1), elt(2, 'a', 'b'), field('b', 'a', 'b'), find_in_set('b', 'a,b'), coalesce(1, 2)
#### convert and cast
select convert('a' using utf8mb4), cast(1 as char(10)), convert(1, decimal(10, 2)), cast('1' as unsigned), convert(now(), datetime(6)), cast('2024' as date)
#### session facts
select database(), current_user(), connection_id() > 0, version(), user(), schema(), current_user, last_insert_id(), found_rows(), row_count()
#### variables
select @@version, @@global.max_connections, @@session.sql_mode, @a, @'b c', @`d`
#### variable with dots
select @a.b.c
#### json
select json_extract('{"a":1}', '$.a'), json_unquote('"a"'), json_object('a', 1), json_value('{}', '$.a'), json_arrayagg(id) from accounts
#### json arrows
select meta -> '$.k', meta ->> '$.k' from accounts
#### json table
select * from json_table('[{"a":1}]', '$[*]' columns (id for ordinality, a varchar(20) path '$.a', d datetime(3) path '$.d', nested path '$.b[*]' columns (c int path '$'))) as jt
#### functions named like writes
select replace('a', 'b', 'c'), insert('abc', 1, 1, 'x'), left('a', 1), right('b', 1), truncate(1.5, 1), mod(5, 2), repeat('x', 3), char(65)
#### xml and network
select extractvalue('<a>x</a>', '/a'), inet_ntoa(2130706433)
#### full text
select id, match(body) against ('fox' in boolean mode) from ft where match(body) against ('fox' with query expansion)
#### natural joins
select a.id from accounts a natural left join v_safe v
#### odbc join
select * from {oj accounts a left outer join orders o on a.id = o.account_id}
#### recursive cte
with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select sum(n) from t
#### cycle
with recursive t as (select 1 as a union all select a from t) cycle a restrict select * from t
#### lateral
select * from accounts a, lateral (select count(*) as n from orders o where o.account_id = a.id) x
#### quantified
select 1 in (1, 2), 1 = any (select 1), exists (select 1), (1, 2) = (select 1, 2), row(1, 2) = row(1, 2)
#### substring forms
select substring('abc' from 1 for 2), substr('abc', 1), trim(both 'x' from 'xax'), position('a' in 'ba'), mid('abc' from 2 for 1)
#### explain
explain select * from accounts
#### explain with format
explain format=json select * from accounts
#### explain extended
explain extended select 1
#### describe a query
describe select 1
#### desc table
desc accounts
#### describe a column
describe accounts name
#### describe with a pattern and a database
describe appdb.accounts 'n%'
#### explain table
explain accounts
#### analyze
analyze format=json select 1
#### analyze a query
analyze select count(*) from orders
#### explain analyze
explain analyze select 1
#### show tables
show full tables like 'acc%'
#### show tables where
show tables from appdb where tables_in_appdb like 'o%'
#### show columns
show full columns from accounts in appdb like 'n%'
#### show variables
show global variables like 'max%'
#### show variables where
show variables where variable_name = 'version'
#### show status
show session status
#### show processlist
show full processlist
#### show index
show index from accounts
#### show create
show create table accounts
#### show create view
show create view v_safe
#### show databases
show databases
#### show engines
show engines
#### show open tables
show open tables like 'zz%'
#### show table status
show table status like 'accounts'
#### show triggers
show triggers
#### show grants
show grants for current_user()
#### show warnings
show warnings limit 5
#### show count
show count(*) warnings
#### show collation
show collation where charset = 'utf8mb4'
#### show procedure status
show procedure status where db = 'appdb'
#### show plugins
show plugins
#### show engine
show engine innodb status
#### show events
show events
#### show master status
show master status
#### locking words in strings
select 'for update' as x from accounts where note <> 'LOCK IN SHARE MODE' or note is null
#### sys functions through views
select * from information_schema.tables where table_schema = 'appdb'
#### unicode
select '中文' as `列`, 1 as é
#### odd null
select \N
#### user variable in a comparison
select * from accounts where id = @id
#### aggregates glued
select count(distinct id), max(id), sum(amount), std(amount) from orders
#### collation
select 'a' collate utf8mb4_bin like 'A', name collate utf8mb4_general_ci from accounts
#### sequences are tables
select * from seq_1_to_10
#### value as a column
select value, next, `option` from t
#### dual
select 1 from dual where 1
#### into in a string after a number
select 1.0 as x, 'into' y
#### replication
show all slaves status
#### replicas
show replicas
