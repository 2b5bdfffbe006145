-- Postgres attaches the first that it finds.
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create index reading_value on reading (value);create table reading_2025 (id bigint not null, day date not null, value numeric);create index together on reading_2025 (value);alter table reading attach partition reading_2025 for values from ('2025-01-01') to ('2026-01-01');create index lone on reading_2025 (value);
