create type pair as (a int, b text);
create function pairs() returns setof pair language sql as $$ select 1, 'x' $$;
