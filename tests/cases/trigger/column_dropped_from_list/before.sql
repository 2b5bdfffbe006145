create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create trigger x before update of a, b on t for each row execute function note();
create trigger y before update on t for each row when (old.c) execute function note();
