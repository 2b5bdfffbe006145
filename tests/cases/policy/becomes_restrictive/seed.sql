insert into note values (1, 'me', 'x', 1), (2, 'you', 'y', 2);
