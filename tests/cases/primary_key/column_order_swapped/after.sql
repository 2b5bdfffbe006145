-- The same columns in another order are another key, although the set is equal.
create table grade (student int, course int, mark int, primary key (course, student));
create table appeal (student int, course int, foreign key (student, course) references grade (student, course));
