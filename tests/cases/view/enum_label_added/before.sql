create type mood as enum ('sad', 'ok');
create table member (id int primary key, mood mood);
create view moody as select id, mood from member where mood <> 'ok';
