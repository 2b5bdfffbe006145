-- A rule stays on while other columns change.
create table bin (id int primary key, body text, at date);
create rule bin_stays as on delete to bin do instead nothing;
