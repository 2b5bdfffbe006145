-- Index and comment go along.
create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
