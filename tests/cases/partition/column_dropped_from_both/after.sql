-- What the partitioned table loses, and what only the other has, is gone before that is attached.
create sequence numbers;
create table reading (day date) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
