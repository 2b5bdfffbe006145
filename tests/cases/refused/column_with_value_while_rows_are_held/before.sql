create table item (id int) partition by hash (id);
create table item_0 partition of item for values with (modulus 1, remainder 0);
create materialized view whole as select i as one from item_0 i;
