-- Even a value that is the same for all rows, and is not written to them.
create table item (id int, made int not null default 1) partition by hash (id);
create table item_0 partition of item for values with (modulus 1, remainder 0);
create materialized view whole as select i as one from item_0 i;
