-- It is written anew for that.
create unlogged table item (id integer);
create materialized view whole as select array_agg(item) as all_of_them from item;
