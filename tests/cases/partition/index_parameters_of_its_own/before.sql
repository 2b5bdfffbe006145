create table reading (id bigint not null, day date not null, value numeric not null) partition by range (day);
create index reading_value on reading (value);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01') ;
alter index reading_2025_value_idx set (fillfactor = 70);
