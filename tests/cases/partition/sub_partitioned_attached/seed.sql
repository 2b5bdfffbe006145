insert into sale_eu values (1, 'eu', '2025-05-05');
