insert into account values (1, 'a@lab.test'), (2, 'b@lab.test');
