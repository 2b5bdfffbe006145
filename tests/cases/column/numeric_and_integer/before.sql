create table price (id int primary key, cents int not null default 0, factor double precision);
