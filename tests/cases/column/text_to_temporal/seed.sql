insert into import values (1, '2001-02-03', '2026-01-02 03:04:05', '01:30:00'), (2, null, null, null);
