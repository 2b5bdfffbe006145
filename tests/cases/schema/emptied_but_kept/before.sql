create schema staging;
create table staging.row_in (id int, payload text);
create table staging.row_out (id int, payload text);
