insert into orders values (1, 5, null), (2, null, null);
