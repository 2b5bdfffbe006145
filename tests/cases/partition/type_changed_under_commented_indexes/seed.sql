insert into p values (1, 'a', 1), (12, 'b', 2);
