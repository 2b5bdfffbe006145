create function f(integer) returns text language sql as $$ select 'integer' $$;
create function f(text) returns text language sql as $$ select 'text' $$;
create function f() returns text language sql as $$ select 'nothing' $$;
comment on function f(integer) is 'of a number';
comment on function f(text) is 'of a text';
