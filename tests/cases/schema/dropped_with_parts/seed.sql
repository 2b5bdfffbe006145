insert into member values (1, 'Ada'), (2, 'Grace');
insert into archive.closed_member values (10, 1, 'moved'), (11, 2, 'closed');
