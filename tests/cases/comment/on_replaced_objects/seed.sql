insert into member values (1, 11), (2, null);
