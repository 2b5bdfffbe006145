create table price (id int primary key, amount numeric(10,2), rate numeric(5,3), weight numeric);
