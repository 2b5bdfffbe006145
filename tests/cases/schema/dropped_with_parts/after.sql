-- Everything in the schema goes before the schema itself; no CASCADE hides what falls.
create table member (id int primary key, name text);
