insert into a_shop.orders values (1, 7), (2, null);
insert into b_stock.shelf values (7, 2), (8, null);
