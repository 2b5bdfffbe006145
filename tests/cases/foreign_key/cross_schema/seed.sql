insert into crm.member values (1);
insert into member values (1);
insert into visit values (1, 1, 1), (2, null, null);
