insert into sale values (1, 2, 3, '2020-01-01');
