-- From the surrogate to the natural key; the old key's column stays NOT NULL and unique.
create table country (id int not null unique, code char(2) not null primary key, name text);
create table city (name text primary key, country_id int references country (id));
