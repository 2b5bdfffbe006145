insert into member values (1, null), (2, 1);
insert into visit values (10, 1), (11, 2);
insert into visit_note values (10, 1, 'x'), (11, null, 'y');
