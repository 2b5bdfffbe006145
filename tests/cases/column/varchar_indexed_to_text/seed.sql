insert into member values (1, 'ada'), (2, 'grace');
