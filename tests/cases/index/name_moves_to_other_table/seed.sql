insert into a_one values (1, 1);
insert into b_two values (1, 1);
