insert into team values (1);
insert into member (no, mail, age, team) values (1, 'a@lab.test', 20, 1), (2, 'b@lab.test', 30, null);
insert into visit values (1, 2), (2, null);
