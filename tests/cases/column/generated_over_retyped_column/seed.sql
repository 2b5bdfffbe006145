insert into line (id, qty, price) values (1, 2, 3), (2, 4, 5);
