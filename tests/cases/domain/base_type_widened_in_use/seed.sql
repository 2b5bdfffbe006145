insert into sale values (1, 5, default, null), (2, 7, 9, 'x'); insert into refund values (1, default);
