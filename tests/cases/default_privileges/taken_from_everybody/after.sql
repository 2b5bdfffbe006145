-- The global ones replace what Postgres gives by itself.
create table t (id int primary key, a text, b text, c int);
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;
