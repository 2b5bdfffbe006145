insert into member values (1, 'en'), (2, 'de, at'), (3, null);
