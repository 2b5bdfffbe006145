insert into holder values (1), (2);
