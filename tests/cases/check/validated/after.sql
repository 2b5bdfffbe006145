-- VALIDATE CONSTRAINT, nothing dropped; the way back has to make it anew.
create table orders (id int primary key, qty int, constraint qty_positive check (qty > 0));
