-- Index names are the schema's: here the drop must come before the create.
create table a_one (id int primary key, k int);
create table b_two (id int primary key, k int);
create index lookup on a_one (k);
