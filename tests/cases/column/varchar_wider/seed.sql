insert into member values (1, 'ada', 'Linz'), (2, default, null);
