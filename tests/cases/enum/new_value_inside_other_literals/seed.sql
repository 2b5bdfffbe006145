insert into t values (1, '{calm}', '{calm}');
