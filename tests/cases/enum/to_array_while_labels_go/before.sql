create type mood as enum ('sad', 'ok', 'glad');
create table note (id int primary key, mood mood, moods mood, word mood);
