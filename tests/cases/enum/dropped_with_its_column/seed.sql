insert into orders values (1, 'open', '{open,paid}'), (2, null, null);
