insert into t values (1, row(1, 'x', '2026-01-01')), (2, null);
