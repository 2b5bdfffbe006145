insert into sample values (1, 1, 'a', 1), (2, 2, null, 2);
