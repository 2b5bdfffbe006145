create table reading (id int primary key, value int default 0 not null);
create index reading_value on reading (value);
