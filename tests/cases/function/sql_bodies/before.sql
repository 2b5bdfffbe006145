create table t (id int primary key, name varchar(20), n int);
create function f(a integer) returns integer language sql return a + 1;
create function g() returns setof t language sql stable begin atomic select * from t; end;
create function h() returns void language sql as 'select 1';
create procedure p(x integer) language sql begin atomic insert into t (id) values (x); update t set n = x where name in ('a', 'b'); end;
