insert into member values (1, 'a@lab.test', 'a'), (2, null, null);
