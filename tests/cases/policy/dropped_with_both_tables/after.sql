-- Tables whose policies read each other are dropped together.
create table c (id int);
