create table t (id int primary key, a text, b text, c int);
alter table t owner to clerk;
grant select on t to reader;
revoke delete on t from clerk;
