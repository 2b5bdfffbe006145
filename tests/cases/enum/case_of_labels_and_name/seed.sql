insert into orders values (1, 'Open'), (2, 'OPEN');
