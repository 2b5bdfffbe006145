create table reading (id bigint, day date) partition by range (day);
