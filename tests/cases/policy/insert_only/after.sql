-- Only a check, for every command that takes one.
create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy ins on note for insert with check (size > 0);
create policy upd on note for update using (true);
create policy del on note for delete using (size < 3);
create policy sel on note for select using (true);
