create table member (id int primary key, email text, name text, constraint member_email unique (email));
create table badge (no int, color text, constraint badge_no unique (no, color));
