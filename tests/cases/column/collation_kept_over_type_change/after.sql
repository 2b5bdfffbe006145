-- ALTER TYPE without COLLATE resets to the default collation: it has to be said again.
create table member (id int primary key, nick varchar(40) collate "C", motto varchar(99) collate "C");
