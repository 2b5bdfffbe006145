create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);

create trigger a before insert on t for each row execute function note();
create trigger b before insert on t for each row execute function note();
create trigger c before insert on t for each row execute function note();
create trigger d before insert on t for each row execute function note();
alter table t disable trigger b;
alter table t enable replica trigger c;
alter table t enable always trigger d;
