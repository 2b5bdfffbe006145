insert into line values (1, 2, 1.5), (2, 3, 2.5);
