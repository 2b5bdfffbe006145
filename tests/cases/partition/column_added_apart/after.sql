-- The partitions differ in what they make of it.
create table reading (id bigint not null, day date not null, value numeric, note text default '-', size int) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
alter table reading_2025 alter note drop default; alter table reading_2026 alter note set default '+', alter size set default 3; 
