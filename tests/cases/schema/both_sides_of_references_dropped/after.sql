-- Two schemas that refer to one another are dropped together.
create table kept (id int primary key);
