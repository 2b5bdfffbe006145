create table note (id int);
create materialized view kept as select note from note;
