-- The trigger does not notice.
create function note() returns trigger language plpgsql as $$ begin return old; end $$;
create table t (id int primary key, a int, b text, c boolean);
create trigger x before insert on t for each row execute function note();
alter table t disable trigger x;
