insert into orders values (1, 1, '2026-01-01', 'a'), (2, 1, '2026-01-02', 'b');
