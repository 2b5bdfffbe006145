-- Other spellings of the same.
create or replace function f(a integer, b character varying, c timestamp with time zone default now()) returns double precision language sql as $$select 1.0::float8$$;
create function g(a numeric, out bpchar) language sql as $$ select 'a'::char(3) $$;
