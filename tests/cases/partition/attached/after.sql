-- A table that stands is attached; what matches is not built again.
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create index reading_value on reading (value);
alter table reading add primary key (id, day);
alter table reading add constraint reading_value_check check (value > 0);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
