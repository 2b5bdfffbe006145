-- All of them.
create table t (id int primary key, a text, b text, c int);
revoke all on t from current_user;
grant select on t to reader;
