insert into member values (1, 'a@lab.test'), (2, null);
