create function next_code() returns text language sql volatile as $$ select 'c' || extract(epoch from now())::bigint $$;
create function fold(t text) returns text language sql immutable as $$ select lower(btrim(t)) $$;
create table item (id int primary key, code text default next_code(), name text);
create index item_fold on item (fold(name));
