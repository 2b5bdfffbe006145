insert into member values (1, 'ann', 20, 'x', '7'), (2, null, null, null, null);
