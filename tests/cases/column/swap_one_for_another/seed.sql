insert into member values (1, '555'), (2, null);
