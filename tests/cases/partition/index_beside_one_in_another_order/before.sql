create table visit (name text, size integer) partition by list (name);
create table visit_1 partition of visit for values in ('a');
create index own on visit_1 (size desc) with (fillfactor = 50);
