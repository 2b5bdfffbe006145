-- What reads the column goes, turns to another one in place, or loses its own column.
create table member (id int primary key, email text);
create view member_contact as select id, email as contact from member;
create view member_last as select id, email from member;
