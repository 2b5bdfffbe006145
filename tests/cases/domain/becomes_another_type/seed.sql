insert into t values (1, 4, '{1,2}');
