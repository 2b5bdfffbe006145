create type pair as (a int, b text);
create table t (id int primary key, p pair default row(1, 'd'), ps pair[]);
create index t_a on t (((p).a));
comment on type pair is 'two things';
comment on column pair.a is 'first';
