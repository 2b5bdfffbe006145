-- From columns to the table and back: revoking from the table would revoke from its columns, so that comes first.
create table t (id int primary key, a text, b text, c int);
grant select on t to clerk;
