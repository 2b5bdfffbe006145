insert into member values (1, '5');
