insert into member (email) values ('a@lab.test'), ('b@lab.test');
insert into visit values (1), (null);
