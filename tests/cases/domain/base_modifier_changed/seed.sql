insert into t values (1, 'abc', 1.25, '{a,b}'), (2, null, null, null);
