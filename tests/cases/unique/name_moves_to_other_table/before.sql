create table a_member (id int primary key, email text, constraint email_key unique (email));
create table b_client (id int primary key, email text);
