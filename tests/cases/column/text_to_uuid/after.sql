-- USING on both ends of a self reference; the reference cannot stand in between.
create table device (id uuid primary key, parent uuid references device);
