-- A partition that stands in another schema, and a parent that does.
create schema archive;
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create table archive.reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table archive.log (id int, at date) partition by range (at);
create table log_2025 partition of archive.log for values from ('2025-01-01') to ('2026-01-01');
create index on archive.log (at);
