insert into reading values (1, '2026-02-03');
insert into site values (1, 'Linz'), (2, 'Graz');
