create table member (id int primary key, email text, fax text);
