insert into child values (1, 'c', 2, 3);
