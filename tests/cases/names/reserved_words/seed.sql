insert into "user" values (1, 'a'), (2, 'b');
insert into "order" values (1, 1, 'x'), (2, null, null);
