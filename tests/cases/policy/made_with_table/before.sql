create table team (id int primary key);
