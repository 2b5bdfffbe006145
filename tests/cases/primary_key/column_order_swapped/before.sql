create table grade (student int, course int, mark int, primary key (student, course));
create table appeal (student int, course int, foreign key (student, course) references grade);
