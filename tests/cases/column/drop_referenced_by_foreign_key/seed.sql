insert into site values (1, 'a'), (2, 'b');
insert into visit values (1, null), (2, null);
