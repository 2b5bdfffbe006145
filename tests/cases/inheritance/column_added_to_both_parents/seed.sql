insert into heir values (1);
insert into below values (2);
