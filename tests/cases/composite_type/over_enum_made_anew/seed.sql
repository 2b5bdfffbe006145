insert into t values (1, row(1, 'a'), 'c', array[row(2, 'c')::pair]);
