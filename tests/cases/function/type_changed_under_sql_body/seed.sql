insert into t (id, n) values (1, 1), (2, 2);
