insert into member values (1, 'a@lab.test', 'A'), (2, 'b@lab.test', 'B');
insert into badge values (1, 'red'), (2, 'red');
