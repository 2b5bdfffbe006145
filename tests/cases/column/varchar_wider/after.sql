-- No rewrite of the table, no rebuild of the index.
create table member (id int primary key, nick varchar(50) not null default 'x', city text);
create index member_nick on member (nick);
