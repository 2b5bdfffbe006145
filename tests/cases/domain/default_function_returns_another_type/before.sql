create function next_code() returns varchar language sql volatile as $$ select 'x'::varchar $$;
create domain code as text default next_code();
create table t (id int primary key, c code);
