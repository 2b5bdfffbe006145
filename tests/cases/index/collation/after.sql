-- Collation of the index beside and against that of the column.
create table member (id int primary key, nick text, name text collate "C");
create index member_nick on member (nick collate "C");
create index member_name on member (name collate "default");
create index member_both on member (nick collate "POSIX", name collate "POSIX");
