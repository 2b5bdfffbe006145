insert into doc values (1, '{"kind": "x", "v": 3}', '{a,b}'), (2, null, null);
