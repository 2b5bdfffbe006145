create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int);
create trigger x after update of a on t for each row when (new.a > 0) execute function note();
