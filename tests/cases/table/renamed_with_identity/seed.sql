insert into account (email) values ('a@lab.test'), ('b@lab.test');
