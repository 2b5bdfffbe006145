-- A statement that names it without its schema would mean the relation of the system.
create table note (id int primary key, a int, b int, constraint pg_type unique (b));
comment on index public.pg_type is 'that of another';
create index pg_class on note (a) with (fillfactor = 70);
comment on index public.pg_class is 'an index like no other';
