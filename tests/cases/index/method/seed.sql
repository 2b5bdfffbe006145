insert into doc values (1, 'a', '{"k": 1}', '{x}', '(1,2)', '2026-01-01 00:00:00+00', '/a'), (2, null, null, null, null, null, null);
