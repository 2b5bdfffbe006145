insert into child values (2, 'b', 3);
