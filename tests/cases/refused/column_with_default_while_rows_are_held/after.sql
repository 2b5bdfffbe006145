-- Postgres would keep the default apart from the rows, and still takes it for a table that is written anew.
create table note (id int, stars int default 3);
create materialized view kept as select note from note;
