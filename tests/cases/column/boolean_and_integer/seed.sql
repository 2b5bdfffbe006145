insert into flag values (1, true, 1), (2, false, 0), (3, default, default);
