insert into member values (1, 'Ada', 'Lovelace'), (2, 'Grace', 'Hopper');
