-- The new expression calls a function of the same name with another argument.
create function gross(net bigint) returns int language sql immutable as $$ select (net * 2)::int $$;
create table line (id int primary key, net bigint, total int generated always as (gross(net)) stored);
