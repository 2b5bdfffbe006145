insert into note values (1, 1, 1), (2, 2, 2);
