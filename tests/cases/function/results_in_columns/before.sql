create function a(n integer, out x integer, out y text) language sql as $$ select 1, '' $$;
create function b() returns table(x integer, y text) language sql as $$ select 1, '' $$;
create function c(inout n integer) language sql as $$ select n $$;
create function d() returns setof integer language sql as $$ select 1 $$;
create function e() returns table(x integer) language sql as $$ select 1 $$;
create function same(out x integer, out y integer) language sql as $$ select 1, 2 $$;
