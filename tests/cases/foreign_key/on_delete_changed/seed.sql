insert into member values (1), (2);
insert into v values (1, 1, 2, 1, 2, 1), (2, null, null, null, null, null);
