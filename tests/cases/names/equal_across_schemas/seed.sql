insert into a.item values (2, 'x');
insert into b.item values (2, 'x');
insert into item values (2, 'x');
