insert into marker values (1, 'x'), (2, 'y');
insert into scrap values (1);
