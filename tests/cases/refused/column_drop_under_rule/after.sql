-- The column that a rule reads goes.
create table log (id int);
create table member (id int primary key, email text);
