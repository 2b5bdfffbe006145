insert into p values (1, 'a', 1);
