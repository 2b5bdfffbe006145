create function f(integer) returns text language sql as $$ select 'integer' $$;
create function f(text, numeric) returns text language sql as $$ select 'text' $$;
create table t (a text default f(1));
