insert into country values ('AT'), ('CH');
insert into city values (1, 'AT'), (2, 'CH');
insert into road values (1, null);
