insert into t values (1, row(1, 'x, "y'), array[row(1, null)::pair]), (2, null, '{}'), (3, row(null, null), null);
