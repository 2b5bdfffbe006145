-- Of another role, to the role itself and to everybody.
create table t (id int primary key, a text, b text, c int);
alter default privileges for role clerk grant select on tables to public;
alter default privileges for role clerk revoke truncate on tables from clerk;
alter default privileges for role "a ""to"" b" in schema public grant usage on types to reader;
