insert into orders values (1, 'open'), (2, 'paid');
