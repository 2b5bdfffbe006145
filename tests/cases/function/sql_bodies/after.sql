-- RETURN and BEGIN ATOMIC are compared as Postgres deparses them.
create table t (id int primary key, name varchar(20), n int);
create function f2(a integer) returns integer language sql return a * 2;
create function f(a integer) returns integer language sql return f2(a) + 1;
create function g() returns setof t language sql stable begin atomic select * from t where name in ('x', 'y'); end;
create function h() returns void language sql begin atomic end;
create procedure p(x integer) language sql begin atomic delete from t where id = x; end;
