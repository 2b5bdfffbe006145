create function next_code(p varchar) returns varchar language sql volatile as $$ select p || 'y' $$;
create function is_code(t varchar, lo int default 0) returns boolean language sql immutable as $$ select length(t) > lo $$;
create domain code as text default next_code('a') constraint is_code check (is_code(value));
create table t (id int primary key, c code);
