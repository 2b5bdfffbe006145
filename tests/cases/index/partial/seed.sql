insert into orders values (1, 'open', null, false), (2, 'paid', '2026-01-01', true);
