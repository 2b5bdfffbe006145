insert into lookup values (1);
insert into orders values (1, 1);
