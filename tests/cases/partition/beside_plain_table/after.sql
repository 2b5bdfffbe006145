-- A partitioned table and its partition stay; a plain table changes.
create table reading (id bigint not null, day date not null, primary key (id, day)) partition by range (day);
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
create table site (id int primary key, name varchar(20) not null, city text);
