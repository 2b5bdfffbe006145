create sequence numbers;
create table reading (day date, code bigint) partition by range (day);
alter sequence numbers owned by reading.code;
create table reading_2025 (day date, code bigint, unit text);
