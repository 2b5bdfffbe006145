create table note (id int primary key, owner varchar(20), body text);
alter table note enable row level security;
create policy own_notes on note using (owner = current_user);
