insert into orders values (1, 'a');
insert into invoice values (2, 'b');
