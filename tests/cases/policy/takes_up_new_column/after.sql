-- Altered after the column is there.
create table note (id int primary key, owner text not null default current_user, body text, size int, open boolean not null default false);
alter table note enable row level security;
create policy own on note using (owner = current_user or open);
