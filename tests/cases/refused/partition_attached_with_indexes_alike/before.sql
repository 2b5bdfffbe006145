-- of two that are alike Postgres attaches the older one to the older one above, whatever they are called
create table reading (id integer) partition by hash (id);
create table reading_0 partition of reading for values with (modulus 3, remainder 1);
create index later on reading (id);
