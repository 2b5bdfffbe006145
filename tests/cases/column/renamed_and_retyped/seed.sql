insert into reading values (1, 10), (2, 20);
