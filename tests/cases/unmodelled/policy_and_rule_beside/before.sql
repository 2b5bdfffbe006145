create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy own_notes on note using (owner = current_user);
create table bin (id int primary key, body text);
create rule bin_stays as on delete to bin do instead nothing;
