insert into a_member values (1, 'a@lab.test');
insert into b_client values (1, 'a@lab.test'), (2, null);
