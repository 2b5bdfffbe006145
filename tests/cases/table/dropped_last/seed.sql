insert into member (email) values ('a@lab.test'), ('b@lab.test');
