insert into member values (1, null, 1), (2, 'pro', null);
