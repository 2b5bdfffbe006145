insert into reading_2025 values ('2025-02-03', 1, null);
