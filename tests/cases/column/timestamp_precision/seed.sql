insert into event values (1, '2026-01-02 03:04:05.123+00', '01:02:03'), (2, null, null);
