insert into member values (1, 5), (2, 6);
