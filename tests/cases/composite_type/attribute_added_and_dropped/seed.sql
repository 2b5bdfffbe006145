insert into t values (1, row(1, 'x'), array[row(1, 'x')::pair]), (2, null, null);
