-- And taken down again without CASCADE.
create table kept (id int primary key);
