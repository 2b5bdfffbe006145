-- The function is dropped and created, and the default lets it go meanwhile.
create function next_code() returns text language sql volatile as $$ select 'y' $$;
create domain code as text default next_code();
create table t (id int primary key, c code);
