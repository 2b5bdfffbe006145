insert into line values (1, 2, 3), (2, 4, 5);
