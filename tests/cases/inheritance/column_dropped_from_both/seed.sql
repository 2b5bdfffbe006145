insert into part values (1, 10); insert into spare values (2, null);
