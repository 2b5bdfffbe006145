-- neither the order of keys nor parameters are compared where Postgres looks for an index to attach
create table visit (name text, size integer) partition by list (name);
create table visit_1 partition of visit for values in ('a');
create index own on visit_1 (size desc) with (fillfactor = 50);
create index visit_size on only visit (size);
create index visit_1_size_idx on visit_1 (size);
alter index visit_size attach partition visit_1_size_idx;
