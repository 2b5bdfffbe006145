insert into visit values (1);
