-- Rows would have to move.
create table reading (id bigint, day date) partition by list (day);
