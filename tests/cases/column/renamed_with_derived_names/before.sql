create table member (id int primary key, mail text unique check (mail <> ''), team int references member);
