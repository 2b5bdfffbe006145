insert into reading_2026 values (2, '2026-02-03', 'x');
