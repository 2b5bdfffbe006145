create type pair as (a int, b text);
create type two as (p pair);
comment on column pair.a is 'first';
