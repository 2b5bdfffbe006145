insert into price values (1, 1.25, 1.5, 2.125), (2, null, 0, 3);
