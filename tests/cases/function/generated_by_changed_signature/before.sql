create function gross(net int) returns int language sql immutable as $$ select net * 2 $$;
create table line (id int primary key, net int, total int generated always as (gross(net)) stored);
