insert into t values (1, default), (2, '{}'), (3, '{x,NULL}');
