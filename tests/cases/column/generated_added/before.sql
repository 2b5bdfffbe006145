create table line (id int primary key, qty int not null, price numeric(8,2) not null);
