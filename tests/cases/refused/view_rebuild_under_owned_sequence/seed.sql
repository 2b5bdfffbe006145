insert into member values (1, 1);
