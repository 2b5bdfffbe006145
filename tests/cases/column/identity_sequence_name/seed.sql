insert into member default values;
insert into badge default values;
