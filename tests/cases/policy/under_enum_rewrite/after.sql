-- The type is made anew below the policy.
create type mood as enum ('ok', 'glad');
create table m (id int primary key, mood mood not null);
create policy glad on m using (mood = 'glad');
