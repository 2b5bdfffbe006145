insert into sample values (1, 11, 'x', 1), (2, null, null, 2);
