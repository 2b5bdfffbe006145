-- It does not read the column, and is left alone.
create table note (id int primary key, owner text not null default current_user, body text, size bigint);
alter table note enable row level security;
create policy own on note using (owner = current_user);
