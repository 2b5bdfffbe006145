create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create index reading_value on reading (value);create table reading_2025 (id bigint not null, day date not null, value numeric);create index lone on reading_2025 (value);
