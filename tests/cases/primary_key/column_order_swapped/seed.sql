insert into grade values (1, 2, 90), (2, 1, 80);
insert into appeal values (1, 2);
