-- Once over a NOT NULL column, once over a nullable one that becomes NOT NULL with it.
create table member (id int not null, email text, constraint member_pk primary key (id));
create table badge (no int primary key, color text);
