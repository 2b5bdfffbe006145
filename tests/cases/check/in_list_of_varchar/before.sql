create table orders (id int primary key, status varchar(10), state varchar, kind char(3), tags text[], a varchar, b varchar);
