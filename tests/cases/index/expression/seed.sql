insert into member values (1, 'A@lab.test', 'Ada', 'Lovelace', '{"a": "1", "n": 2}'), (2, 'b@lab.test', null, null, null);
