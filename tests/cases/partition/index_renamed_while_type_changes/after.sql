-- The index of a partition that has another below it: the change of type would take the new name away.
create table reading (id bigint not null, day date not null, value numeric(12,3) not null) partition by range (day);
create index reading_value on reading (value);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01') partition by range (id);
create table reading_2025_low partition of reading_2025 for values from (0) to (1000);
alter index reading_2025_value_idx rename to chosen;
