create table country (code char(2) primary key, name char(30), note varchar(5));
