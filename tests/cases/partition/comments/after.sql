-- On everything that comes from above.
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create index reading_value on reading (value);
alter table reading add primary key (id, day);
alter table reading add constraint reading_value_check check (value > 0);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
comment on table reading is 'all'; comment on table reading_2025 is 'one'; comment on column reading.value is 'v'; comment on column reading_2025.value is 'v25'; comment on index reading_value is 'i'; comment on index reading_2025_value_idx is 'i25'; comment on constraint reading_2025_pkey on reading_2025 is 'k25'; comment on index reading_2025_pkey is 'k25i'; comment on constraint reading_value_check on reading_2025 is 'c25';
