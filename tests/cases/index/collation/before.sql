create table member (id int primary key, nick text, name text collate "C");
create index member_nick on member (nick);
create index member_name on member (name);
create index member_both on member (nick collate "C", name collate "POSIX");
