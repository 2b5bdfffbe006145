-- A unique constraint owns an index, and index names are the schema's: drop before add.
create table a_member (id int primary key, email text);
create table b_client (id int primary key, email text, constraint email_key unique (email));
