insert into tag values (1, 'x'), (2, 'y');
insert into post values (1, 1), (2, null);
