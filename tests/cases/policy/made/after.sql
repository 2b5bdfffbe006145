-- With every clause.
create table note (id int primary key, owner text not null default current_user, body text, size int);
alter table note enable row level security;
create policy own on note as restrictive for update to clerk, "Head Clerk" using (owner = current_user) with check (size > 0 and body <> '');
