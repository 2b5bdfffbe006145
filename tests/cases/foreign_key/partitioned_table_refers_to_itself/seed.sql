insert into note values (1, null), (2, 1), (10, 2);
