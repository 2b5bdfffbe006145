insert into member values (1, 'ada', 'Ada'), (2, null, 'Grace');
