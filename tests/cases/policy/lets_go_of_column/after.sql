-- Altered in place before the column that it read is dropped.
create table note (id int primary key, owner text not null default current_user, body text);
alter table note enable row level security;
create policy own on note using (owner = current_user);
