insert into member values (1, 'ann', 20, 'x'), (2, 'bob', null, null);
