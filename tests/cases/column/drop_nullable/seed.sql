insert into member values (1, 'a@lab.test', '555'), (2, 'b@lab.test', null);
