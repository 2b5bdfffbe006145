create function next_code(p text) returns text language sql volatile as $$ select p || 'x' $$;
create function is_code(t text) returns boolean language sql immutable as $$ select t <> '' $$;
create domain code as text default next_code('a') constraint is_code check (is_code(value));
create table t (id int primary key, c code);
