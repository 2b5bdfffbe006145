-- A new label is used by the query at once, in a later stage.
create type mood as enum ('sad', 'ok', 'happy');
create table member (id int primary key, mood mood);
create view moody as select id, mood from member where mood = 'happy';
