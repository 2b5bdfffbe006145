insert into orders values (1, 'open');
insert into job values (1, 'done');
