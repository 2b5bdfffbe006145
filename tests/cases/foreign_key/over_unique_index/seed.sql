insert into member values (1, 'a', 'x'), (2, 'b', null);
insert into visit values (1, 'a'), (2, null);
