-- The policy of one table reads the column of another.
create table member (name text primary key);
create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy members on note using (exists (select from member where member.name = note.owner));
