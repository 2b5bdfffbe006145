insert into t values (1, 'a', 1, 'x', '{a}'), (2, 'b', default, null, null);
