insert into line values (1, 2), (2, 3);
