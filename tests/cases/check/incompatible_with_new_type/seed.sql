insert into orders values (1, 'true'), (2, 'false');
