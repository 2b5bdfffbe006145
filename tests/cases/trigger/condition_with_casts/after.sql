-- Expressions whose deparsed text does not parse back as it is.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;

create table t (id int primary key, s varchar(10), d date);
create trigger x after update on t for each row when (new.s in ('a', 'b') and (array['x'::varchar, 'y'])::text[] <> '{}' and new.d > date '2020-01-01') execute function note();
