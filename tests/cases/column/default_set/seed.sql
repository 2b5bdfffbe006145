insert into member values (1, null), (2, 'pro');
