create type pair as (a bigint, b text);
create function pairs() returns setof pair language sql as $$ select 1, 'x' $$;
