-- The owner revokes its own privileges, which is named whoever that is.
create table t (id int primary key, a text, b text, c int);
revoke truncate, delete on t from current_user;
