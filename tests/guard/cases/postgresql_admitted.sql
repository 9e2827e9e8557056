#### one
select 1
#### closing semicolon and comment
select 4 as x; -- done ; really
#### several closing semicolons
select 1;; ;
#### nothing to select
select
#### cte named like a write
with insert_log as (select 1 as x) select x from insert_log
#### cte named by an unreserved word
with delete as (select 1 as update) select update from delete
#### quoted names that are keywords
select "delete", "drop table" from "insert" where "into" is null
#### keyword as label
select 1 as into, 2 as "for", 3 as update
#### keyword after a dot
select t.update, t.delete, t.into, t.for, t.lock from t
#### alias of an alias
select 1 as as
#### unreserved words as columns
select update, delete, share, lock, listen, copy, vacuum, call from t
#### escape string
select E'a\'; DELETE FROM accounts; --' as s
#### unicode string
select U&'d\0061t\+000061' as s, U&'d!0061' uescape '!' as t
#### unicode name
select 1 as U&"d\0061ta"
#### string continued over lines
select 'a'
   -- in between
  'b' as s
#### escape string continued over lines
select E'a\''
'b\'; drop' as s
#### dollar quotes
select $$it's; delete from t$$, $tag$ $$ ; $tag$ as x
#### nested comment
select /* a /* b */ ; delete */ 1
#### comment marks in strings
select '/*', '--', '*/' as x
#### quote in quoted name
select 1 as "a""b; delete"
#### operators that look like comments
select 5 - -3, 5 *-1, 1 -/* x */1, 2+-2
#### parenthesised
(select 1)
#### parenthesised twice with set operations
((select 1) union all (select 2)) except (select 3) order by 1 limit 1
#### values
values (1, 'a'), (2, 'b')
#### values in parentheses
(values (1)) limit 1
#### table
table orders
#### table with order
table orders order by id offset 1 fetch first 2 rows with ties
#### explain
explain select * from orders
#### explain analyze of a read
explain analyze select count(*) from orders
#### explain with options
explain (analyze, buffers off, format json, costs false) select 1
#### explain in parentheses
explain (select 1)
#### explain verbose
explain verbose with a as (select 1) select * from a
#### explain values
explain (values (1))
#### show
show work_mem
#### show time zone
show time zone
#### show all
show all
#### copy of a query to the client
copy (select id, status from orders) to stdout with (format csv, header)
#### recursive cte
with recursive t(n) as (values (1) union all select n + 1 from t where n < 5) select sum(n) from t
#### materialized hints
with a as materialized (select 1), b as not materialized (select 2) select * from a, b
#### nested with
select (with x as (select 1 as a) select a from x) as s, exists (with y as (select 1) select * from y)
#### with inside a cte
with a as (with b as (select 1 as n) select n from b) select * from a
#### search and cycle
with recursive t(a, b) as (select 1, 2 union all select a + 1, b from t where a < 3)
  search depth first by a, b set ord cycle a set looped to true default false using path select * from t
#### search named like a write
with recursive t(delete) as (select 1 union all select delete + 1 from t where delete < 3)
  search breadth first by delete set update select * from t
#### lateral
select * from orders o, lateral (select o.id + 1 as n) l left join lateral generate_series(1, 2) g(n) on true
#### function alias with columns
select * from generate_series(1, 3) with ordinality as t(v, o)
#### function alias without as
select * from unnest(array[1, 2]) with ordinality t(v, o), json_to_record('{"a":1}') as r(a int, b text)
#### column definition list with modifiers
select * from json_to_recordset('[]') as x(a varchar(10), b numeric(10, 2), c timestamp(3) with time zone, d int[])
#### rows from
select * from rows from (generate_series(1, 2), unnest(array['a', 'b'])) as t(n, s)
#### derived table alias with columns
select * from (values (1, 2)) as v(a, b) join (select 1) w(a) using (a)
#### table alias with columns
select x from orders o(x, y) where x = 1
#### table alias in a join
select * from orders as a(b) cross join orders c(d) inner join lateral (select 1) q(e) on (a.b = c.d)
#### join alias
select * from (orders a join orders b using (id)) as j(x)
#### using with alias
select * from orders a join orders b using (id) as u
#### window functions
select sum(amount) over w, rank() over (partition by status order by id desc nulls last),
  lag(id, 1) over (order by id), count(*) filter (where amount > 1) over ()
from orders window w as (order by id rows between 1 preceding and current row exclude ties)
#### window frame with expression
select sum(amount) over (order by id range between (1) preceding and (2) following) from orders
#### ordered set aggregate
select percentile_cont(0.5) within group (order by amount), mode() within group (order by status) from orders
#### grouping sets
select status, account_id, count(*), grouping(status) from orders
group by grouping sets ((status), (account_id), (), rollup (status, account_id), cube (status))
#### rollup
select status, count(*) from orders group by rollup (status), cube (account_id)
#### group by distinct
select status from orders group by distinct rollup (status)
#### distinct on
select distinct on (status) status, id from orders order by status, id
#### distinct on several, then a function
select distinct on (status, id) lower(status), id from orders
#### is distinct from
select 1 is distinct from coalesce(2, 3), 1 is not distinct from abs(-1)
#### substring forms
select substring('abcdef' from 2 for 3), substring('abc' for 2), substring('abc' from '.b'), substring('a' similar 'b' escape '#')
#### substring for a column named update
select substring('abcdef' from 1 for update) from (select 2 as update) q
#### overlay, position, trim, extract
select overlay('delete' placing 'up' from 1 for 2), position('into' in 'select into'), trim(both 'x' from 'xax'),
  extract(year from date '2024-05-01'), trim(leading from lower(' A'))
#### casts
select '2024-05-01'::date + 1, '{1,2}'::int[], 1::numeric(10, 2), 'a'::varchar(3), cast(1 as double precision),
  now()::timestamptz(3), 'x'::"char", '1 day'::interval day to second(3), '5'::pg_catalog.int4, null::bit varying(3)
#### typed literals
select date '2024-01-01', interval '1' day, timestamp with time zone '2024-01-01', time(3) '10:00', bit '101', x'1F', b'10'
#### at time zone
select now() at time zone 'utc', timezone('utc', now()), now() at time zone (select 'utc')
#### arrays
select (array[1, 2])[1], (array[1, 2, 3])[1:2], array(select id from orders), '{1,2}'::int[] && array[2], 1 = any(array[1]), 2 <> all('{1}'::int[])
#### slices
select a[1:2], a[:2], a[1:], a[b:c] from (select array[1, 2, 3] as a, 1 as b, 2 as c) q
#### json operators
select '{"a":{"b":[1]}}'::jsonb -> 'a' ->> 'b', '{"a":1}'::jsonb ? 'a', '{}'::jsonb ?| array['a'], '{}'::jsonb ?& array['a'],
  '{"a":1}'::jsonb @> '{}', '{"a":1}'::jsonb #>> '{a}', '{"a":1}'::jsonb - 'a', '{"a":1}'::jsonb @? '$.a', '{"a":1}'::jsonb @@ '$.a > 0'
#### regular expressions
select 'abc' ~ 'b', 'abc' !~* 'B', regexp_replace('a', '(a)', '\1\1', 'g'), 'a' similar to '(a|b)', 'a' like 'a!%' escape '!'
#### row values
select row(1, 2) = row(1, 2), (row(1, 'x')).f1, (1, 2) in ((1, 2)), (o).* from orders o
#### quantified
select 1 in (1, 2), 1 not in (select 2), exists (select 1), 1 = some (select 1), 1 < all (select 2)
#### case
select case when 1 = 1 then lower('A') else upper('b') end, case (1) when 1 then 2 end
#### between
select 1 between symmetric 2 and 0, 1 not between (1) and (2)
#### full text search
select to_tsvector('english', 'a quick fox') @@ to_tsquery('fox'), ts_rank(to_tsvector('a'), to_tsquery('a')), ts_headline('a fox', to_tsquery('fox'))
#### xml
select xmlelement(name a, xmlattributes(1 as b), 'c'), xmlforest(1 as a), xmlagg(xmlelement(name x)), xpath('/a', '<a/>'::xml)
#### xmltable
select x from xmltable('/a' passing '<a>1</a>' columns x int path '.', y varchar(10) path 'b' default 'q')
#### sql json functions
select json_object('a': 1), json_array(1, 2), json_arrayagg(1), json_objectagg('a': 1), '{}' is json object
#### collate and operator syntax
select 'a' collate "C" < 'b', 1 operator(pg_catalog.+) 2, collation for ('a'::text)
#### schema qualified built-in
select pg_catalog.lower('A'), pg_catalog.count(*) from pg_catalog.pg_class
#### quoted built-in
select "lower"('A'), "pg_catalog"."upper"('b')
#### function with space before its bracket
select lower ('A'), count (*), lower/* c */('b') from orders
#### functions without brackets
select current_date, current_user, localtimestamp(2), current_timestamp(3), session_user, current_catalog
#### named and variadic arguments
select make_interval(days => 10), concat_ws(',', variadic array['a', 'b']), make_interval(hours := 1)
#### tablesample
select * from orders tablesample bernoulli (10) repeatable (1), orders o2 tablesample system(5)
#### only
select * from only (orders), only orders o
#### locking words in strings
select 'for update' as x from orders where status <> 'for share'
#### for read only
select id from orders for read only
#### offset and limit
select id from orders limit all offset 2 rows
#### limit with expression
select id from orders limit (select 3) offset 1 + 1
#### natural joins
select 1 from orders natural join orders o2 natural left join orders o3 full outer join orders o4 on true
#### positional things
select count(*) from orders group by 1 > 0 having count(*) > 2 order by 1 nulls first
#### numbers
select 1.5e10, .5, 1., 0.1e-2, 1e5
#### many casts and colons
select a::text::varchar::text from (select 1 as a) q where a::int = 1::int
#### catalog views
select relname, relkind from pg_class where relname ~ '^o' and relkind in ('r', 'p')
#### catalog functions
select obj_description('orders'::regclass), format_type(23, null), to_regclass('orders')::text, pg_get_viewdef('v'::regclass), pg_size_pretty(pg_relation_size('orders'))
#### settings
select current_setting('work_mem'), name from pg_settings where name = 'work_mem'
#### sessions
select pid, state from pg_stat_activity where pid = pg_backend_pid()
#### unicode
select '中文' as "列", 'é' as ü, '​' = '' as z
#### no break space belongs to a name
select 1 as a b
#### merge words as names
select merge.matched from (select 1 as matched) merge
#### aggregate details
select string_agg(distinct status, ', ' order by status), array_agg(id order by id desc), count(distinct (id, status)) from orders
#### boolean tests
select true is true, null is unknown, 1 isnull, 2 notnull, not false
#### set operations with order
select 1 union select 2 intersect all select 2 except all select 3 order by 1
#### subquery in from without alias columns
select * from (select 1 as a) s where s.a in (select 1 union select 2)
#### extension functions
select similarity('a', 'b'), word_similarity('a', 'b'), unaccent('é'), levenshtein('a', 'b'), digest('a', 'sha256'), uuid_generate_v4()
#### interval forms
select interval '1 day', interval (3) '1 second', interval '1' month + current_date
#### empty in list of rows
select * from (values (1), (2)) t(a) where (a) in (1)
#### row comparison with subquery
select (1, 2) = (select 1, 2)
#### deep but flat
select ((((((((((1))))))))))
#### identifiers with dollar
select a$b, c$1 from (select 1 as a$b, 2 as c$1) q
#### array constructor nested
select array[[1, 2], [3, 4]], array[]::int[]
#### lateral function of columns
select o.id, s.x from orders o cross join lateral unnest(array[o.id]) as s(x)
#### json table
select * from json_table('[{"a":1}]'::jsonb, '$[*]' columns (id for ordinality, a int path '$.a', nested path '$.b[*]' columns (c text path '$')))
#### json query functions
select json_value('{"a":1}', '$.a' returning int default 0 on empty), json_query('{}', '$.a' with wrapper), json_exists('{}', '$.a')
#### with ties
select id from orders order by amount fetch next 3 rows with ties
#### timestamp arithmetic
select age(now()), date_trunc('day', now()), date_part('year', now()), to_char(now(), 'YYYY'), date_bin('1 hour', now(), now())
#### string functions
select replace('drop table', 'drop', 'keep'), left('truncate', 3), right('x', 1), lpad('a', 5, '-'), split_part('a,b', ',', 1), initcap('x'), format('%s', 1)
#### math functions
select round(1.5), ceil(1.2), power(2, 3), mod(5, 2), greatest(1, 2), width_bucket(1, 0, 5, 5), random(), gcd(4, 6)
#### hashing
select md5('x'), encode(sha256('x'), 'hex'), decode('ff', 'hex'), gen_random_uuid()
#### several sizes side by side
select repeat('x', 5000), lpad('y', 6000), length(repeat('x', 100000)) from generate_series(1, 3) g
#### recursion stopped by a limit
with recursive t(n) as (select 1 union all select n + 1 from t) select n from t limit 100
#### recursion over a cycle
with recursive t(n) as (select 1 union select (n + 1) % 7 from t) select n from t
#### path of a recursion
with recursive t(id, path) as (select 1, '1'::text union all select t.id + 1, case when path = '' then '' else path || '/' || (t.id + 1)::text end from t where t.id < 5) select repeat('  ', id) || path from t
#### rest of a string in a recursion
with recursive t(word, rest) as (select '', 'a,b,c,' union all select split_part(rest, ',', 1), substr(rest, strpos(rest, ',') + 1) from t where rest <> '') select word from t
#### bars of a histogram
select s, repeat('#', count(*)::int) from (values ('a'), ('a'), ('b')) t(s) group by s
#### padded names collected
select string_agg(rpad(x, 20), ', ') from (values ('a'), ('b')) t(x)
#### bounded size collected
select string_agg(repeat('#', least(n, 50)), ', ') from generate_series(1, 10) n
#### calendar
select d::date, count(*) over () from generate_series(date '2024-01-01', date '2024-12-31', interval '1 day') d order by d
#### explain update
explain (costs off) update pg_catalog.pg_class set relname = 'x' from pg_catalog.pg_namespace n where n.oid = relnamespace
#### explain delete
explain verbose delete from pg_catalog.pg_class as c using pg_catalog.pg_namespace n where n.oid = c.relnamespace returning c.oid
#### explain insert
explain insert into pg_catalog.pg_description (objoid, classoid) select 1, 2
