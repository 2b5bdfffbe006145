-- Nobody said that this is a rename: the one goes, the other comes, with names of their own.
create table client (id int primary key, name text, email text);
