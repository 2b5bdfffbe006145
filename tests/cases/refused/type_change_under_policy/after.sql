-- The policy reads the column.
create table note (id int primary key, owner text, body text);
alter table note enable row level security;
create policy own_notes on note using (owner = current_user);
