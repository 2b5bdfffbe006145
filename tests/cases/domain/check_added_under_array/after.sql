-- Postgres does not look into arrays.
create domain tag as text constraint tag_ok check (value <> ''); create table t (id int primary key, tags tag[]);
