create table reading (id bigint, day date);
