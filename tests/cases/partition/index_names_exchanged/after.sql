-- Those that Postgres made up go by the order in which the indexes above were made.
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01') partition by range (id);
create table reading_2025_low partition of reading_2025 for values from (0) to (1000);
create index reading_positive on reading (value) where value > 0;
create index reading_value on reading (value);
create unique index reading_key on reading (value, day, id);
comment on index reading_2025_value_idx is 'of positive ones'; comment on index reading_2025_value_idx1 is 'of all';
