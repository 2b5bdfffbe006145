insert into member values ('a@lab.test'), ('b@lab.test');
