insert into member values (1, 'a@lab.test'), (2, 'b@lab.test');
insert into badge values (1, 'red'), (2, 'blue');
