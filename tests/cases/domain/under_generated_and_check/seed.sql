insert into line (id, n, price) values (1, 2, 3), (2, null, 5);
