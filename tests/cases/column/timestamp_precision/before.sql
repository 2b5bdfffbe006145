create table event (id int primary key, at timestamptz(3), clock time(0));
