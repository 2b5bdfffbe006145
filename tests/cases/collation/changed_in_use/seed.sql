insert into t values (1, 'a', 'b', 'c', row('x')), (2, default, null, null, null);
