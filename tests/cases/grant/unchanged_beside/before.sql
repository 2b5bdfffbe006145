create table t (id int primary key, a text, b text, c int);
grant select on t to reader;
grant update (a) on t to clerk;
revoke delete on t from current_user;
