-- The state is set once the trigger is there.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);

create trigger off before insert on t for each row execute function note();
create trigger always before insert on t for each row execute function note();
alter table t disable trigger off;
alter table t enable always trigger always;
comment on trigger off on t is 'rests';
