-- A generated column is dropped and made, and is granted on as before.
create table t (id int primary key, a text, b text, c int generated always as (length(a) + 1) stored);
grant select (a, c) on t to clerk;
