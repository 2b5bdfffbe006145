create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);
create trigger x before insert on t for each row execute function note();
create trigger y before insert on t for each row execute function note();
