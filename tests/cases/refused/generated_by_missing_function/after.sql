-- The new expression calls a function (same name, other argument) that only the desired state has.
create function gross(net bigint) returns int language sql immutable as $$ select (net * 2)::int $$;
create table line (id int primary key, net bigint, total int generated always as (gross(net)) stored);
