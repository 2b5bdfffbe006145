insert into member values (1), (2);
insert into visit values (1, 1), (2, null);
