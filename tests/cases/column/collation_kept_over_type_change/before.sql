create table member (id int primary key, nick varchar(20) collate "C", motto text collate "C");
