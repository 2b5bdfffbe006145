insert into orders values (1, 'open', 1), (2, 'paid', 10);
