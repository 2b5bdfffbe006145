create table visit (name text, size integer) partition by list (name);
create table first partition of visit for values in ('a');
create index visit_size on visit (size);
create index own on first (size desc) with (fillfactor = 50);
