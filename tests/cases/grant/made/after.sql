-- One statement, whatever the number of privileges.
create table t (id int primary key, a text, b text, c int);
grant select, insert, update on t to reader;
