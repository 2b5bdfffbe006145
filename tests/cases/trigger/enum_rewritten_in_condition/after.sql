-- The condition names labels of a type that is made anew.
create function note() returns trigger language plpgsql as $$ begin return new; end $$;

create type mood as enum ('happy', 'sad');
create table t (id int primary key, m mood, ms mood[]);
create trigger x after update on t for each row when (new.m = 'happy') execute function note();
create trigger y after insert on t for each row when ('sad' = any (new.ms)) execute function note();
create trigger z after insert on t for each row when (new.id > 0) execute function note();
