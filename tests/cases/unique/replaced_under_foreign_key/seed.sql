insert into member values (1, 'a'), (2, 'b');
insert into visit values (1, 'a'), (2, null);
