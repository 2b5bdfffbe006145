insert into item values (1); insert into orders values (2, 1);
