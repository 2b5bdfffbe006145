create collation own (locale = 'POSIX');
create table t (id int primary key, a text collate own, b text collate "C");
