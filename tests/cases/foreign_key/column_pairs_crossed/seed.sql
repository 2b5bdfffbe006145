insert into seat values (1, 1), (2, 2);
insert into ticket values (1, 1), (2, null);
