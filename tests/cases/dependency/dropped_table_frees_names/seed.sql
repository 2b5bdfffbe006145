insert into old_orders values (1, 1);
