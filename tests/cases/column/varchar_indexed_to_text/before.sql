create table member (id int primary key, nick varchar(20), constraint member_nick_key unique (nick));
