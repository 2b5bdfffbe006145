-- The function moves to another schema, and the trigger with it.
create schema lib;
create function lib.note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create trigger x before insert on t for each row execute function lib.note();
