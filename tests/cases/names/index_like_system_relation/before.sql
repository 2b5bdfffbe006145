create table note (id int primary key, a int, b int, constraint pg_type unique (a));
create index pg_class on note (a);
comment on index public.pg_class is 'an index';
comment on index public.pg_type is 'that of a constraint';
create index pg_index on note (b);
