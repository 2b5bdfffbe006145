insert into orders values (1, 'AB', 5), (2, null, null);
