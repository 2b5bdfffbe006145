insert into member values (1, 'a@lab.test');
