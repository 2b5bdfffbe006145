insert into item values (1, 'c1', 'A'), (2, 'c2', 'B');
