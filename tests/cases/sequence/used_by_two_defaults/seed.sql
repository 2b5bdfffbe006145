insert into orders values (1);
insert into invoice values (1);
