create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create index reading_positive on reading (value) where value > 0;
create index reading_negative on reading (value) where value < 0;
create index reading_value on reading (value);
