insert into marker default values;
insert into marker default values;
