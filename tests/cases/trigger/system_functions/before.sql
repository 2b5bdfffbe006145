create table doc (id int primary key, body text, words tsvector);
