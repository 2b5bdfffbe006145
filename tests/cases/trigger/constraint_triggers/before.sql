create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create table other (id int);
create constraint trigger gone after insert on t for each row execute function note();
create constraint trigger later after update on t deferrable initially deferred for each row execute function note();
