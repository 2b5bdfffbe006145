-- The keys of the partitions go with that of the table above, before any of the tables.
create table page (id int primary key);
