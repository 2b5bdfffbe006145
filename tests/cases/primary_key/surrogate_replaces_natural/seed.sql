insert into lab values ('A', 'Linz'), ('B', 'Graz');
insert into sample values (1, 'A'), (2, 'B');
