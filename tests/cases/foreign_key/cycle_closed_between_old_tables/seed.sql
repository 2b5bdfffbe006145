insert into team values (1, 1), (2, null);
insert into player values (1, 1), (2, 1);
