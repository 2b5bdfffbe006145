-- The indexes of partitions are made anew from those above, with the comments of these before 17: each keeps its own.
create table reading (id bigint not null, day date not null, value numeric(12, 3) not null) partition by range (day);
create index reading_value on reading (value);
create index reading_value_id on reading (value, id);
alter table reading add primary key (id, day, value);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01') partition by range (id);
create table reading_2025_low partition of reading_2025 for values from (0) to (1000);
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
comment on index reading_value is 'i'; comment on index reading_2025_value_idx is 'i25'; comment on index reading_2025_low_value_idx is 'other';
comment on index reading_pkey is 'ki'; comment on constraint reading_pkey on reading is 'k'; comment on constraint reading_2026_pkey on reading_2026 is 'k26';
comment on index reading_2026_pkey is 'new'; comment on index reading_value_id is 'new above';
