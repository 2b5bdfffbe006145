create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, constraint sound check (a > 0));
create constraint trigger other after insert on t for each row execute function note();
