insert into site values (1);
