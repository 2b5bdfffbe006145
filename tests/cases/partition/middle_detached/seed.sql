insert into sale values (1, 'eu', '2025-05-05', 'x');
