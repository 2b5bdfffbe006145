-- The same pair, but meant as a rename.
create table member (id int primary key, email text not null);
