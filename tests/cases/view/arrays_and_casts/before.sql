create table item (id int primary key, status varchar(10), tags varchar[], kind char(3), made timestamptz);
