-- Its index goes along.
create table booking (id int primary key, span int4range);
