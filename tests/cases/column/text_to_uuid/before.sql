create table device (id text primary key, parent text references device);
