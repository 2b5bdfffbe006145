insert into doc values (1, 'A', 1, '{}'), (2, null, null, null);
