insert into orders values (1, 1);
insert into stock values (1, 1);
