-- Whatever changes but the enabled state makes the trigger anew.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, a int, b text, c boolean);

create trigger a after insert on t for each row execute function note();
create trigger b after update of a, b on t for each row execute function note('x');
create trigger c after update on t for each row when (new.a > 1) execute function note();
create trigger d after insert on t referencing new table as fresh for each statement execute function note();
create trigger e after insert on t for each row execute function note('y');
