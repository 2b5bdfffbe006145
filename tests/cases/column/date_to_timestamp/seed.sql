insert into event values (1, '2026-01-02', '2026-01-02 00:00:00'), (2, '2026-02-03', null);
