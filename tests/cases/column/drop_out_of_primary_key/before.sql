create table grade (student int, course int, term int default 1, mark int, primary key (student, course, term));
