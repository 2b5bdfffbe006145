-- A collation comes by a TYPE clause that does not change the type; the index follows its column.
create table member (id int primary key, nick text collate "C" not null, city varchar(30) collate "POSIX");
create index member_nick on member (nick);
