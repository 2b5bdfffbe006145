insert into site values ('AT', 1);
insert into visit values (1, 'AT', 1), (2, null, null);
insert into photo values (1, 'AT', 1), (2, null, null);
