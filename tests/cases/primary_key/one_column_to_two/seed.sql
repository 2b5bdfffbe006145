insert into site values (1, 'AT', 'Linz'), (2, 'CH', 'Bern');
insert into visit values (1, 1), (2, null);
insert into photo values (1, 1);
