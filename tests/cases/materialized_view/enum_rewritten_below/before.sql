create type mood as enum ('sad', 'ok', 'happy');
create table member (id int primary key, mood mood);
create materialized view moods as select mood, count(*) as n from member group by mood;
create unique index moods_mood on moods (mood);
create view best as select n from moods where mood = 'happy';
