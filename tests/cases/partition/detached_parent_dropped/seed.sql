insert into reading values (2, '2026-02-03', 3);
