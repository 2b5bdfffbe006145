insert into member (email) values ('a@lab.test'), ('b@lab.test');
insert into visit (member_id) values (1), (2);
