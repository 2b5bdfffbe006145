insert into member values (1), (2);
insert into client values (1), (2);
insert into visit values (1, 1), (2, 2);
