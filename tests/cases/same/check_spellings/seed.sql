insert into orders values (1, 'open', 1, 'abc'), (2, 'paid', 9, 'a');
