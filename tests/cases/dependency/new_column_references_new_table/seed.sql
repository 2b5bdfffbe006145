insert into visit values (1, 'ada'), (2, null);
