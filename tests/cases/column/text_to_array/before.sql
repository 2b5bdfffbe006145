create table post (id int primary key, tags text);
