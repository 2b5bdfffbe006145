create table country (code text primary key);
create table city (id int primary key, code text default 'AT' constraint city_code references country on delete cascade on update cascade);
create table road (id int primary key, code text default 'AT' constraint road_code references country on update set null);
