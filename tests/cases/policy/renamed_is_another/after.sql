-- Without a decision it goes and another comes.
create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy mine on note using (owner = current_user);
