insert into member values (1);
insert into team values (1);
insert into visit values (1, 1);
insert into award values (1, 1);
