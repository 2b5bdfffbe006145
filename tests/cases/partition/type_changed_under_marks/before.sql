create table reading (id bigint not null, day date not null, value numeric not null) partition by range (day);
create index reading_value on reading (value);
alter table reading add unique (value, day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
alter table reading_2025 cluster on reading_2025_value_idx;
alter table reading_2025 replica identity using index reading_2025_value_day_key;
