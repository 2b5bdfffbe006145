insert into member values (1, 'ada', 'first'), (2, 'grace', null);
