insert into item values (1, 'A@lab.test'), (2, 'b');
