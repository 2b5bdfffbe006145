create table member (id int primary key, nick text not null, city varchar(30) collate "C");
create index member_nick on member (nick);
