insert into account values (1, null), (2, 1);
insert into orders values (10, 1), (11, 2);
