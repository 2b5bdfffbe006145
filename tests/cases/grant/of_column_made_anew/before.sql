create table t (id int primary key, a text, b text, c int generated always as (length(a)) stored);
grant select (a, c) on t to clerk;
