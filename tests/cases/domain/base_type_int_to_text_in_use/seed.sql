insert into t values (1, 1, 2), (2, null, 3), (3, default, 4);
