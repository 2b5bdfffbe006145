create table member (id int primary key, fax text);
