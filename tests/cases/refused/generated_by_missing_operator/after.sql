-- The new expression uses an operator that only the desired state has.
create function gross(net bigint) returns int language sql immutable as $$ select (net * 2)::int $$;
create operator @# (function = gross, rightarg = bigint);
create table line (id int primary key, net bigint, total int generated always as (@# net) stored);
