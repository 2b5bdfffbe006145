insert into sample values (1, '2026-01-01'), (2, null);
