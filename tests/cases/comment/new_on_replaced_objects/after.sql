-- neither object had a comment, and both are dropped and made anew
create table t (a integer, b text generated always as (a::text) stored, c integer);
create index i on t (c);
alter table t add constraint u unique (a, c);
comment on column t.b is 'generated';
comment on index i is 'another';
comment on constraint u on t is 'two columns';
