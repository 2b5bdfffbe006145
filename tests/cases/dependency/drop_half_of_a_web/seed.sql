insert into a values (1, null, null);
insert into b values (1, null, 1);
insert into c values (1, 1, null);
