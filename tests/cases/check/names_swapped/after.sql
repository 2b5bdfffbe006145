-- Two checks trade names: by name both changed, by structure none did.
create table orders (id int primary key, qty int, price int, constraint b check (qty > 0), constraint a check (price > 0));
