insert into note values (1, 'me', 'x');
