create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create trigger a before insert on t for each row execute function note('1');
create trigger b before insert on t for each row execute function note('2');
