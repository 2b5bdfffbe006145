-- A payload column comes; in the other table a key column becomes payload.
create table member (id int primary key, email text, name text, constraint member_email unique (email) include (name));
create table badge (no int, color text, constraint badge_no unique (no) include (color));
