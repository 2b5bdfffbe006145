insert into a values (1);
insert into b values (1, 1);
insert into c values (1, 1, 1);
insert into kept values (1, 'stays'), (2, 'too');
