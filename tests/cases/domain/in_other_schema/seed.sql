insert into t values (1, 4, 5);
