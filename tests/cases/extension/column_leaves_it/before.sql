create extension citext; create table item (id int primary key, mail citext unique);
