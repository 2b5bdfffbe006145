insert into stop values (1, row('Linz', '4020')), (2, null);
insert into child values (1, 'x', 2);
