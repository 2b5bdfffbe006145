insert into doc values (1, 'a b', '[1,2)', '2026-01-01 00:00:00+00'), (2, null, null, null);
