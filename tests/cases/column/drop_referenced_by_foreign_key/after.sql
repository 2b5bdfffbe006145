-- The referenced column goes; the reference has to go before it, without CASCADE.
create table site (id int primary key);
create table visit (id int primary key, site_code text);
