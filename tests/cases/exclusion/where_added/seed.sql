insert into booking values (1, '[1,5)', false), (2, '[5,9)', true);
