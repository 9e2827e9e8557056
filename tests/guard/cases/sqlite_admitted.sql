#### one
select 1
#### names in every quote
SELECT x, "delete", [drop table] FROM `insert`
#### strings
SELECT 'it''s; DELETE; --' AS s
#### a backslash is itself
select '\', 1
#### comment at the end
SELECT 2 AS x; -- done ; really
#### open comment at the end
select 1 /* the end; delete
#### byte order mark
﻿select 1
#### keyword as a name
select replace, update_ from (select 1 as replace, 2 as update_)
#### glob and friends
SELECT name FROM accounts WHERE name GLOB 'name[12]' or name like '%!%' escape '!' or name regexp 'a' or name match 'b' ORDER BY 1
#### operators
SELECT 1 IS NOT DISTINCT FROM 1, NULL IS NULL, 5 << 1, 1 == 1, 1 <> 2, 'a' || 'b', 1 isnull, 2 notnull, not 1, ~1
#### json arrows
select '{"a":1}' -> 'a', '{"a":1}' ->> '$.a'
#### recursive cte
WITH RECURSIVE t(n) AS (VALUES(1) UNION ALL SELECT n+1 FROM t WHERE n<5) SELECT sum(n) FROM t
#### materialized
with a as materialized (select 1), b as not materialized (select 2) select * from a, b
#### values
values (1, 2), (3, 4)
#### window
SELECT sum(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES), count(*) filter (where 1) over w FROM orders window w as (partition by status) LIMIT 2
#### aggregate with order
SELECT group_concat(name, '; ' order by name) FROM accounts
#### session facts
SELECT sqlite_version() IS NOT NULL, random() IS NOT NULL, length(randomblob(4)), changes(), total_changes(), last_insert_rowid()
#### full text
SELECT highlight(ft,0,'[',']'), bm25(ft) < 0, rank < 0, snippet(ft, 0, '[', ']', '', 5) FROM ft WHERE ft MATCH 'dog'
#### full text as a table function
select * from ft('dog')
#### table functions
select value from json_each('[1,2]'), json_tree('{}') t where t.key is null
#### pragma table functions
SELECT name FROM pragma_table_info('accounts') WHERE cid=0
#### pragma
PRAGMA table_info(orders)
#### pragma with a schema
pragma main.index_list('orders')
#### pragma without argument
PRAGMA user_version
#### pragma integrity
PRAGMA integrity_check
#### pragma with a number
pragma quick_check(5)
#### pragma foreign keys
PRAGMA foreign_key_check
#### pragma journal
pragma journal_mode;
#### explain
explain select 1
#### explain query plan
explain query plan select * from accounts where id = 1
#### indexed by
select * from accounts indexed by k where id = 1
#### not indexed
select * from accounts not indexed
#### limit offset
select id from accounts limit 5 offset 2
#### limit comma
select id from accounts limit 2, 5
#### cast
select cast('1' as decimal(10, 2)), cast(x'41' as text), cast(1 as unsigned big int)
#### collate
select name collate nocase from accounts order by name collate rtrim
#### row values
select (1, 2) = (1, 2), (1, 2) in (values (1, 2)), exists (select 1)
#### joins
select * from accounts a left join orders o using (id) natural full outer join orders p cross join orders q
#### functions
select coalesce(1, 2), iif(1, 2, 3), printf('%d', 1), substr('abc', 1, 2), strftime('%Y', 'now'), json_object('a', 1), min(1, 2), hex('a'), typeof(1), total(1)
#### date functions
select date('now', '-1 day'), julianday('now'), unixepoch(), datetime(0, 'unixepoch')
#### math
select ceil(1.2), pow(2, 3), sqrt(4), log(10), mod(5, 2), pi()
#### numbers
select 0x1F, 1e5, .5, 1., 1.5e-3
#### unicode
SELECT '中文' AS "列"
#### schema table
SELECT name FROM sqlite_master WHERE type='trigger' ORDER BY 1
#### case
select case when 1 then 2 else 3 end, case 1 when 1 then upper('a') end
#### compound
select 1 union select 2 intersect select 3 except select 4 union all values (5)
#### blob
select x'0102', X'ff'
#### recursion stopped by a limit
with recursive c(x) as (values (1) union all select x + 1 from c limit 5) select sum(x) from c
#### plan of a delete
explain query plan delete from accounts where id = 1
#### plan of an update
explain query plan update or ignore accounts set name = 'x', id = id + 1 from orders o where o.id = accounts.id returning id
#### plan of an insert
explain query plan insert into accounts (id, name) values (1, 'into')
