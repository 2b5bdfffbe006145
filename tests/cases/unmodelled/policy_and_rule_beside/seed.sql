insert into note values (1, 'me', 'x', 1);
insert into bin values (1, 'x');
