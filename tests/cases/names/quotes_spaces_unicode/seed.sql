insert into "plain" values (1), (2);
