-- The trigger goes with its table.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table new_t (id int, a int);
create trigger x after update of a on new_t for each row when (new.a > 0) execute function note();
