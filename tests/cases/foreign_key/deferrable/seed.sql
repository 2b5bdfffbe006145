insert into member values (1);
insert into v values (1, 1, 1, 1), (2, null, null, null);
