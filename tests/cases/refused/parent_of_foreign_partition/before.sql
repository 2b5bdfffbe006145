create foreign data wrapper elsewhere;
create server far foreign data wrapper elsewhere;
create table reading (id int not null, day date not null) partition by range (day);
create foreign table reading_2024 partition of reading for values from ('2024-01-01') to ('2025-01-01') server far;
