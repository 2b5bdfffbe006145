insert into invoice values (1, 1), (2, null);
