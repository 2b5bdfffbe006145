-- A foreign table is a partition; another partition and a column come beside it.
create foreign data wrapper elsewhere;
create server far foreign data wrapper elsewhere;
create table reading (id int not null, day date not null) partition by range (day);
create foreign table reading_2024 partition of reading for values from ('2024-01-01') to ('2025-01-01') server far;
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
