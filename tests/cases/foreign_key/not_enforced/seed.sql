insert into team values (1); insert into note values (1, 1, 1, 1);
