-- With an expression, a predicate and a partition that comes with it.
create table reading (id bigint not null, day date not null, note text) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
create index reading_note on reading (lower(note)) where note <> '';
