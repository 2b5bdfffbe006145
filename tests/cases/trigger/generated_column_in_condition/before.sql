create function note() returns trigger language plpgsql as $$ begin return new; end $$;

create table t (id int primary key, a int, g int generated always as (a * 2) stored);
create trigger x after update on t for each row when (new.g > 0) execute function note();
create trigger y after update of g on t for each row execute function note();
