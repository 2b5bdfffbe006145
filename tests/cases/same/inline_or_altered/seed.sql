insert into team values (1);
insert into member values (1, 'a@lab.test', 2, 1);
