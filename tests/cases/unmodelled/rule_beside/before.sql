create table bin (id int primary key, body text);
create rule bin_stays as on delete to bin do instead nothing;
