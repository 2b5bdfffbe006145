insert into unrelated values (1), (2);
