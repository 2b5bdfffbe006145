-- A scalar becomes an array through its text form; what is stored here reads as an array literal.
create table post (id int primary key, tags text[]);
