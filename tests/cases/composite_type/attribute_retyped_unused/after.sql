create type pair as (a bigint, b text collate "C");
create type two as (p pair);
comment on column pair.a is 'first';
