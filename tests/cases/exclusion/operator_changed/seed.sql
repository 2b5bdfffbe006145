insert into booking values (1, '[1,5)', 1), (2, '[7,9)', 2);
