insert into ticket (unused) values (1), (2);
