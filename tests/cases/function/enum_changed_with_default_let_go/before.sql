create type mood as enum ('sad', 'happy', 'gone');
create function pick(m mood) returns integer language sql as $$ select 1 $$;
create table t (id int default pick('sad'), m mood);
