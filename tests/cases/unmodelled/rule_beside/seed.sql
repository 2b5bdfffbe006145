insert into bin values (1, 'x');
