create table sample (id int primary key, taken date);
