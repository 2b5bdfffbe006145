-- What is on a table named as one of the system is named with the schema, and takes the same names.
create table public.pg_attrdef (area int8range);
create index taken on public.pg_attrdef (area);
create sequence stays;
