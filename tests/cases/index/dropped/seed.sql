insert into orders values (1, 1, '2026-01-01'), (2, 2, null);
