insert into kept values (1), (2);
insert into team values (1, null);
insert into player values (1, 1);
