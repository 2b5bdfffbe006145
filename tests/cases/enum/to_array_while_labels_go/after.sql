-- One value becomes an array of one.
create type mood as enum ('ok', 'sad');
create table note (id int primary key, mood mood, moods mood[], word varchar(10)[]);
