-- A statement for each grantee, one of them everybody, one with a name to quote.
create table t (id int primary key, a text, b text, c int);
grant select on t to reader, public, "Head Clerk";
