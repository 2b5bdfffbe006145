insert into account values (1, 'a@lab.test', 30, null), (2, 'b@lab.test', null, 1);
