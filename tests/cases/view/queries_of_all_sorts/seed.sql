insert into shop values (1, 'x'); insert into sale values (1, 1, 2, '2020-01-01', '{"k": 1}');
