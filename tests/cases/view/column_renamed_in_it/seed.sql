insert into member values (1, 'a@lab.test', true), (2, 'b@lab.test', false);
