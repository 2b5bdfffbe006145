create table member (id int primary key, email text, nick text);
create index member_x on member (email);
alter table member add constraint member_y unique (nick);
