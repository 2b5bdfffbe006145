insert into reading values (1, '2025-02-03', 1.5);
insert into reading values (9, '2030-01-01', 1);
