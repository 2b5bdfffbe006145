insert into member values (1, 'pro', 1), (2, 'free', 2);
