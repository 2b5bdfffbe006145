insert into member values (1, 'a@lab.test', 1, 'x'), (2, 'b@lab.test', 2, null);
