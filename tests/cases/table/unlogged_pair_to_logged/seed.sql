insert into basket values (1), (2);
insert into basket_line values (1, 1), (1, 2), (2, 1);
