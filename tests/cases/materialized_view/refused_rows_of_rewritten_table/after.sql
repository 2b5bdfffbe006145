-- The values that it holds would be of the table's former form.
create domain positive as integer check (value > 0);
create table item (id integer, price positive);
create materialized view whole as select item from item;
