-- Row security and a rule stay on while other columns change.
create table note (id int primary key, owner text not null default current_user, body text default '', size bigint);
alter table note enable row level security;
create policy own_notes on note using (owner = current_user);
create table bin (id int primary key, body text, at date);
create rule bin_stays as on delete to bin do instead nothing;
