-- Made anew.
create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy own on note for delete using (true);
