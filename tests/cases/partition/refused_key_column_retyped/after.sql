-- Postgres does not alter the type of a key column.
create table reading (id bigint, day timestamp) partition by range (day);
