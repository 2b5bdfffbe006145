insert into account values (1, 'a@lab.test', '1', 3), (2, 'b@lab.test', null, 4);
