-- The exclusion constraint falls with its second column.
create table booking (id int primary key, span int4range);
