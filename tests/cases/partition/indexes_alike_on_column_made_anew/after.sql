-- the partition's own index comes after the one that is attached, or Postgres would take it for that
create table visit (name text, size integer generated always as (length(name)) stored) partition by list (name);
create table first partition of visit for values in ('a');
create index visit_size on visit (size);
create index own on first (size desc) with (fillfactor = 50);
