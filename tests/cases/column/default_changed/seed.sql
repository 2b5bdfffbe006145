insert into event (id) values (1), (2);
