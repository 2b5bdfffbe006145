insert into member values (1, 'a@lab.test', null), (2, 'b@lab.test', 3);
