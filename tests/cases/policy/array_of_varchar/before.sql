create table m (id int primary key, state varchar(9));
