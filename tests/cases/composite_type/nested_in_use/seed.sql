insert into t values (1, row(row(5), 6)), (2, null);
