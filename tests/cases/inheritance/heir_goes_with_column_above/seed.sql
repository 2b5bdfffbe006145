insert into note values (1, 'a', 'b');
