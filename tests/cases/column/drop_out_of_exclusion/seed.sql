insert into booking values (1, '[1,5)', 1), (2, '[5,9)', 2);
