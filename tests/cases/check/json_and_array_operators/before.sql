create table doc (id int primary key, body jsonb, tags text[]);
