-- OUT, INOUT and TABLE columns make the result; only the last keeps it.
create function a(n integer, out x integer, out z text) language sql as $$ select 1, '' $$;
create function b() returns table(x integer, y text, z date) language sql as $$ select 1, '', now()::date $$;
create function c(inout n integer, out m integer) language sql as $$ select n, n $$;
create function d() returns integer language sql as $$ select 1 $$;
create function e() returns setof integer language sql as $$ select 1 $$;
create function same(out x integer, out y integer) language sql as $$ select 2, 1 $$;
