insert into member values (1, 'Ada', 'Lovelace', false), (2, 'Grace', 'Hopper', true);
