insert into member values (1, 'ada', 'Graz'), (2, 'Grace', default);
