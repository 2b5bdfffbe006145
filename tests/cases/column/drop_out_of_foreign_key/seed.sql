insert into site values ('AT', 1), ('AT', 2);
insert into visit values (1, 'AT', 1), (2, null, null);
