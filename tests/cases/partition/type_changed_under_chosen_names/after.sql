-- Those of the indexes on partitions, and their parameters, which are lost when they are made anew from those above.
create table reading (id bigint not null, day date not null, value numeric(12, 3), note text) partition by range (day);
create index reading_value on reading (value);
create index reading_value_note on reading (value, note);
create index reading_rounded on reading (abs(value)) where value > 1;
alter table reading add unique (value, day);
create table reading_2025 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
alter index reading_2025_value_idx rename to v25; alter index reading_2026_value_day_key rename to k26;
alter index reading_2026_abs_idx rename to r26;
alter index reading_2026_value_note_idx set (fillfactor = 70);
