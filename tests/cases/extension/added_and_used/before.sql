create table item (id int primary key, mail text, name text);
