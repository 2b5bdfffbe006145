-- Another becomes the default partition.
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create table rest partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table other partition of reading default;
