-- The default is a literal that reads in both types, yet it is not the same default.
create table flag (id int primary key, active boolean not null default true);
