create table t (id int generated always as identity primary key, a text);
grant usage on sequence t_id_seq to clerk;
grant select on t to clerk with grant option;
set role clerk;
grant select on t to reader;
reset role;
