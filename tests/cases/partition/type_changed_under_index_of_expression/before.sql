create table reading (id bigint not null, day date not null, note varchar(20), value numeric) partition by range (day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01') partition by range (id);
create table reading_2025_low partition of reading_2025 for values from (0) to (1000);
create index reading_lower on reading (lower(note), value, upper(note));
create index reading_note on reading ((note is null), (note || 'x')) include (value);
create index reading_missing on reading (coalesce(note, ''), (value::int)) where value > 0;
comment on index reading_2025_lower_value_upper_idx is 'kept';
