create type mood as enum ('sad', 'ok', 'glad');
create table m (id int primary key, mood mood not null);
create policy glad on m using (mood = 'glad');
