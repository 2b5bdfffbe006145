insert into orders (total) values (1), (2);
