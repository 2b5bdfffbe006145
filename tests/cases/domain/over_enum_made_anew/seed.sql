insert into orders values (1, 'open', 'paid'), (2, 'paid', null), (3, default, null);
