insert into member values (1, 'ada', 'a'), (2, 'grace', null);
