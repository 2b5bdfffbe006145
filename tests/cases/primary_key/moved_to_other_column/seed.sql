insert into country values (1, 'AT', 'Austria'), (2, 'CH', 'Switzerland');
insert into city values ('Linz', 1), ('Bern', 2);
