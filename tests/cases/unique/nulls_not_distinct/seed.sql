insert into member values (1, null, 'a', 'x'), (2, 1, null, null), (3, 1, 'a', 'y');
