insert into orders values (1, 1, '2026-01-01', 5), (2, null, null, null);
