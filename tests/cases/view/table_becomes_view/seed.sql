insert into member values (1, 'x'); insert into contact values (1, 'y');
