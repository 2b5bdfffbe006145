-- The grants are the new owner's, and what the owner has is the same.
create table t (id int primary key, a text, b text, c int);
alter table t owner to boss;
grant select, insert on t to reader;
revoke delete on t from boss;
