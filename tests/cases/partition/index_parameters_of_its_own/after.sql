-- Parameters that only the index of the partition has, be the table new or not.
create table reading (id bigint not null, day date not null, value numeric not null) partition by range (day);
create index reading_value on reading (value, id);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01') ;
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01') ;
alter index reading_2025_value_id_idx set (fillfactor = 70);
alter index reading_2026_value_id_idx set (fillfactor = 71);
