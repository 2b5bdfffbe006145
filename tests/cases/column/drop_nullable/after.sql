-- The one statement everybody must be asked about.
create table member (id int primary key, email text);
