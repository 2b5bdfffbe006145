create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy own on note for update to clerk using (owner = current_user) with check (size > 0);
