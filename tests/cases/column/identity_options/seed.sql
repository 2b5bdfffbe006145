insert into ticket default values;
insert into ticket default values;
