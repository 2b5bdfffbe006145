-- An index on a partition has a name that somebody chose: it is made first apart, and attached.
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
create index reading_value on only reading (value); create index v25 on reading_2025 (value); create index v26 on reading_2026 (value); alter index reading_value attach partition v25; alter index reading_value attach partition v26;
