insert into member values (1, 'a@lab.test'), (2, 'b@lab.test');
insert into visit values (1, 'a@lab.test'), (2, null);
