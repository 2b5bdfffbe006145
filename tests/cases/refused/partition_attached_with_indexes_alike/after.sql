create table reading (id integer) partition by hash (id);
create table reading_0 partition of reading for values with (modulus 3, remainder 0);
create index earlier on reading (id desc);
create index later on reading (id);
