insert into reading values (1, '2025-02-03', 1.5), (2, '2026-02-03', 3);
insert into note values ('2025-02-03', 1.5);
