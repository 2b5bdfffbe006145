insert into orders values (1, 'open'), (2, 'paid'), (3, default);
