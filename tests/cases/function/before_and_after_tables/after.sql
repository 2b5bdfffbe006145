-- A default needs its function, a function needs the row type of its table: both in one plan.
create function next_code() returns text language sql as $$ select 'c' || extract(epoch from now())::bigint $$;
create table item (id int primary key, code text default next_code());
create function all_items() returns setof item language sql stable as $$ select * from item $$;
create function one(i item) returns item[] language sql stable as $$ select array[i] $$;
create function many(i item[]) returns integer language sql as $$ select cardinality(i) $$;
create table child (id int default many(array[]::item[]), code text);
create function seen(c child) returns text language sql as $$ select c.code $$;
create index item_upper on item (upper(code));
