insert into place values (1, 2), (2, 1);
