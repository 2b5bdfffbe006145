-- Back to the database's own.
create table member (id int primary key, nick text unique, city text default 'Linz');
