insert into visit values (1, null), (2, null);
