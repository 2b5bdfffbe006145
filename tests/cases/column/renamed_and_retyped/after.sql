-- Rename, type, default and NOT NULL of one column in one revision.
create table reading (id int primary key, amount numeric(10,2) default 1.5);
create index reading_value on reading (amount);
