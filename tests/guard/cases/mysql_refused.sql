#### OPQ-G006 delete
delete from accounts
#### OPQ-G006 update
UPDATE LOW_PRIORITY IGNORE orders SET amount=0
#### OPQ-G006 replace
REPLACE audit_log SELECT 1,'pwn'
#### OPQ-G006 comment instead of blanks
DELETE/**/FROM/**/accounts
#### OPQ-G006 execute immediate
EXECUTE IMMEDIATE 'DELETE FROM accounts'
#### OPQ-G006 set statement
SET STATEMENT max_statement_time=1 FOR DELETE FROM accounts
#### OPQ-G006 set statement for a read
SET STATEMENT max_statement_time=1 FOR SELECT 1
#### OPQ-G005 compound statement
BEGIN NOT ATOMIC DELETE FROM accounts; END
#### OPQ-G006 compound without semicolons
IF 1 THEN DELETE FROM accounts END IF
#### OPQ-G006 handler
handler accounts open
#### OPQ-G006 do
do sleep(1)
#### OPQ-G006 call
call proc_wipe()
#### OPQ-G006 kill
kill 5
#### OPQ-G006 load data
load data infile '/tmp/x' into table t
#### OPQ-G006 flush
flush tables
#### OPQ-G006 xa
xa commit 'x'
#### OPQ-G006 use
use mysql
#### OPQ-G006 help
help 'select'
#### OPQ-G006 shutdown
shutdown
#### OPQ-G018 delimiter
DELIMITER //
DELETE FROM accounts//
#### OPQ-G018 source
\. /tmp/evil.sql
#### OPQ-G018 backslash command after a query
select 1 \G
#### OPQ-G009 executable comment
/*!40101 DELETE */ FROM accounts
#### OPQ-G009 executable comment of MariaDB
/*M! DELETE FROM accounts */
#### OPQ-G009 executable comment inside
select 1 /*!, sleep(1) */
#### OPQ-G009 executable comment without a version
select /*! sleep(1) */
#### OPQ-G009 executable comment at the end
select 1 /*!; */; delete from accounts
#### OPQ-G005 two statements
select 1; delete from accounts
#### OPQ-G005 two minus signs are no comment
select 5--3; delete from accounts
#### OPQ-G005 [nobs] a backslash ends the string
select '\'; delete from accounts; -- '
#### OPQ-G005 comment marks in a string
select '--' ; delete from accounts
#### OPQ-G005 comments do not nest
select 1 /* /* */; delete from accounts; -- */
#### OPQ-G005 [ansi] double-quoted name does not escape
select "\"; delete from accounts; -- "
#### OPQ-G006 with leads to a delete
WITH c AS (SELECT 1 id) DELETE FROM accounts WHERE id IN (SELECT 1)
#### OPQ-G007 into outfile
select * from accounts into outfile '/tmp/o1'
#### OPQ-G007 into outfile before from
select 1 into outfile '/tmp/x' from dual
#### OPQ-G007 into dumpfile
SELECT 1 INTO DUMPFILE '/tmp/o2'
#### OPQ-G007 into a variable
select 1 into @a
#### OPQ-G007 into right after a number
select 1e5into outfile '/tmp/x'
#### OPQ-G007 into right after a decimal
select 1.5into outfile '/tmp/x'
#### OPQ-G007 into after a number that ends in a dot
select 1.into outfile '/tmp/x'
#### OPQ-G007 into after a variable that ends in a dot
select @a. into outfile '/tmp/x'
#### OPQ-G007 into in brackets
(select 1 into outfile '/tmp/x')
#### OPQ-G007 into in a union
select 1 union select 2 into outfile '/tmp/x'
#### OPQ-G007 procedure
select * from accounts procedure analyse()
#### OPQ-G007 assignment
select @a := 1
#### OPQ-G007 sequence in Oracle's way
select app_seq.nextval
#### OPQ-G008 for update
select * from accounts for update
#### OPQ-G008 for share
select * from accounts for share
#### OPQ-G008 lock in share mode
select * from accounts lock in share mode
#### OPQ-G007 next value for
select next value for app_seq
#### OPQ-G008 in a scalar subquery
select (select max(id) from orders for update)
#### OPQ-G010 file
select load_file('/etc/passwd')
#### OPQ-G010 sleep
select sleep(1)
#### OPQ-G010 sleep in mixed case
select SlEeP(1)
#### OPQ-G010 benchmark
select benchmark(1000000, md5('x'))
#### OPQ-G010 lock
select get_lock('a', 1)
#### OPQ-G010 quoted
select `sleep`(1)
#### OPQ-G010 sequence
select nextval(app_seq)
#### OPQ-G010 in where
select 1 from accounts where sleep(1)
#### OPQ-G010 in limit
select 1 order by sleep(1) limit 1
#### OPQ-G010 in a join condition
select 1 from accounts a join orders o on sleep(1), orders p
#### OPQ-G010 show with an expression
show status where sleep(1) = 1
#### OPQ-G010 behind interval
select now() + interval sleep(1) day
#### OPQ-G010 behind div
select 1 div sleep(1)
#### OPQ-G010 behind as of
select * from sysv for system_time as of sleep(1)
#### OPQ-G010 behind as of timestamp
select * from sysv for system_time as of timestamp sleep(1)
#### OPQ-G011 stored function
select wipe_accounts()
#### OPQ-G011 stored function of a schema
select appdb.abs(1)
#### OPQ-G011 space before the bracket of a glued name
select count (*) from accounts
#### OPQ-G015 show with a subquery
show variables where variable_name = 'version' and (select ssn from customers where id = 1) < '5'
#### OPQ-G015 show with a subquery on every column
show tables where exists (select 1 from customers where email = 'ana@mail.example')
#### OPQ-G015 show by a default that is not shown
show columns from customers where `Default` like '%ana%'
#### OPQ-G015 show by a value that is not shown
show variables where value like '%s%'
#### OPQ-G011 show with a stored function
show tables where wipe_accounts()
#### OPQ-G011 explain with a stored function
explain select * from (select wipe_accounts() x) q
#### OPQ-G011 analyze with a stored function
analyze select wipe_accounts()
#### OPQ-G014 explain delete
explain delete from accounts
#### OPQ-G014 describe analyze delete
describe analyze delete from accounts
#### OPQ-G014 analyze table
analyze table accounts
#### OPQ-G014 explain for connection
explain for connection 5
#### OPQ-G014 analyze format delete
analyze format=json delete from accounts
#### OPQ-G015 binlog events
show binlog events
#### OPQ-G015 explain of others
show explain for 5
#### OPQ-G015 analyze of others
show analyze for 5
#### OPQ-G015 relay log
show relaylog events
#### OPQ-G012 placeholder
select ?
#### OPQ-G012 named placeholder
select :id
#### OPQ-G004 open string
select 'a\'
#### OPQ-G004 open comment
select 1 /* x
#### OPQ-G021 huge value
select lpad('', 900000000, 'x')
#### OPQ-G021 huge value inside
select hex(repeat('x',450000000))
#### OPQ-G001 nothing
# nothing
#### OPQ-G014 explain of a write
explain delete from accounts where id = 1
#### OPQ-G014 analyze of a write
analyze format=json update accounts set id = id
