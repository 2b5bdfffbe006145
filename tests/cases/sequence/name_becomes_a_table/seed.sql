insert into holder values (1, 1), (2, 2);
