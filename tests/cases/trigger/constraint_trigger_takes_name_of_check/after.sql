-- A constraint trigger holds the name of a constraint.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, constraint other check (a > 0));
create constraint trigger sound after insert on t for each row execute function note();
