-- Revoking from the table revokes from its columns, which are granted again.
create table t (id int primary key, a text, b text, c int);
grant update on t to clerk;
grant select (a, b), insert (c) on t to clerk;
