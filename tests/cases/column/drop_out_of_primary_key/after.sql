-- The key loses a column and keeps its name.
create table grade (student int, course int, mark int, primary key (student, course));
