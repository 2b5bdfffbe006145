insert into member default values;
insert into member default values;
