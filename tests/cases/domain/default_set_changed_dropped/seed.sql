insert into t values (1, 1, 1, default), (2, null, default, null);
