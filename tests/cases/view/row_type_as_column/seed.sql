insert into store values (1);
