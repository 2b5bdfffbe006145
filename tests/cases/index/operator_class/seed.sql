insert into doc values (1, 'a', '{"k": 1}', '(1,2)', '10.0.0.1'), (2, null, null, null, null);
