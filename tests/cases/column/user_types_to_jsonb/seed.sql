insert into t values (1, 'a', row(1, 'x'), 5, '{a,b}', '[1,3)', '6f1c3f0e-7a0b-4b0e-9d5e-0a8a2f1b3c4d', '2026-11-20'), (2, null, null, null, null, null, null, null);
