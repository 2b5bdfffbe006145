insert into doc values (1, '{"a": 1}', '{"b": 2}'), (2, '[1, 2]', null);
