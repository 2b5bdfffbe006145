insert into part (id) values (1), (2);
insert into use_of values (null);
