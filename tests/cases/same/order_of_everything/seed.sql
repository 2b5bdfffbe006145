insert into a values (1, 'x', 2);
insert into b (id, a_id) values (1, 1);
