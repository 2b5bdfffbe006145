create table country (id int primary key, code char(2) not null unique, name text);
create table city (name text primary key, country_id int references country);
