insert into price values (1, 1.25, 1.5), (2, 3, null);
