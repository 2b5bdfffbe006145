create schema lab;
create table lab.sample (id int primary key);
create aggregate lab.total(int) (sfunc = int4pl, stype = int);
