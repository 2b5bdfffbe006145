-- A column goes and another comes, both named by the trigger.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, b text, c boolean, d int);
create trigger x before update of d, b on t for each row execute function note();
create trigger y before update of d on t for each row when (old.c) execute function note();
