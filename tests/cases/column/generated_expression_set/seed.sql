insert into note (id, price) values (1, 7);
