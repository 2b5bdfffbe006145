-- Two functions of one name exchange their bodies; the third is not touched.
create function f(integer) returns text language sql as $$ select 'text' $$;
create function f(text) returns text language sql as $$ select 'integer' $$;
create function f() returns text language sql as $$ select 'nothing' $$;
comment on function f(integer) is 'of a text';
comment on function f(text) is 'of a text';
