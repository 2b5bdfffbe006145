-- Its text follows the column.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (id int primary key, z int);
create trigger x after update of z on t for each row when (new.z > 0) execute function note();
