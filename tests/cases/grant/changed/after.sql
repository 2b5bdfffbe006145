-- Only what differs is granted and revoked.
create table t (id int primary key, a text, b text, c int);
grant select, update on t to clerk;
