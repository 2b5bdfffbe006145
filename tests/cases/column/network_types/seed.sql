insert into host values (1, '10.0.0.0/8', '10.0.0.1/32', '08:00:2b:01:02:03'), (2, null, null, null);
