-- A plain index takes the unique constraint's name and the constraint the index's.
create table member (id int primary key, email text, nick text);
create index member_y on member (email);
alter table member add constraint member_x unique (nick);
