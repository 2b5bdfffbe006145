insert into note (id, price, plain) values (1, 7, 2); insert into page (id, price) values (1, 7);
