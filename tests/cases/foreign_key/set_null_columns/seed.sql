insert into tenant_user values (1, 0), (1, 1);
insert into post values (1, 1, 1, 0), (2, 1, null, null);
