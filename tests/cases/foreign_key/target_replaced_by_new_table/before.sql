create table client (id int primary key);
create table visit (id int primary key, client_id int constraint visit_client references client);
