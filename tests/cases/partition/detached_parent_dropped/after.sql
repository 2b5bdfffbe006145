-- The partition outlives the parent.
create table reading_2026 (id bigint not null, day date not null, value numeric, constraint reading_value_check check (value > 0), constraint reading_2026_pkey primary key (id, day));
create index reading_2026_value_idx on reading_2026 (value);
