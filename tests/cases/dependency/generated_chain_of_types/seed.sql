insert into item (id, qty, unit) values (1, 2, 'kg'), (2, 5, default);
