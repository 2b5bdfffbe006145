insert into shelf values (1, 'A', 1), (2, 'B', 1);
