insert into grade values (1, 1, 1, 90), (1, 2, 1, 80), (2, 1, 1, 70);
