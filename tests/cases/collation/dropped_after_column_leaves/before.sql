create collation own (locale = 'C');
create table t (id int primary key, a text collate own);
