-- Nothing real is lost.
create table line (id int primary key, qty int);
