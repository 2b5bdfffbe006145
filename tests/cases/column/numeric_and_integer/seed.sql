insert into price values (1, 100, 1.5), (2, 0, null);
