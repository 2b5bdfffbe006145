insert into reading values (1, '2025-02-03', 'x', 1);
