-- A new unlogged table that refers to a logged one.
create table member (id int primary key);
create unlogged table member_cache (member_id int primary key references member on delete cascade, body bytea);
