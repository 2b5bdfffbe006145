create table member (id int primary key, nick varchar(20) not null default 'x', city varchar(20));
create index member_nick on member (nick);
