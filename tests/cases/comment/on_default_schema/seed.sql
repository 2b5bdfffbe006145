insert into member values (1);
