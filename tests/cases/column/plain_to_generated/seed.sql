insert into line values (1, 2, 4), (2, 3, 6);
