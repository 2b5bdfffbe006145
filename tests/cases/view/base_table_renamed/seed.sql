insert into person values (1, 'a@lab.test'), (2, null);
