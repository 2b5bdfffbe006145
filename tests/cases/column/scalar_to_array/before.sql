create table sample (id int primary key, code uuid, label varchar(3), n int);
