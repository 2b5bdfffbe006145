create domain positive as integer check (value > 0);
create table item (id integer);
create materialized view whole as select item from item;
