insert into doc values (1, 1, '2026-01-01 00:00:00+00', '{a}', '(1,2)'), (2, null, null, null, null);
