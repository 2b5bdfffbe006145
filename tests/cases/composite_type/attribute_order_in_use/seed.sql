insert into t values (1, row(1, 'x')), (2, null), (3, row(null, null));
