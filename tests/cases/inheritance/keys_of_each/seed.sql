insert into base values (3, 'a'); insert into child values (2, 'b', 3);
