-- Between number families, with a default that must be read as the new type.
create table price (id int primary key, cents numeric(12,2) not null default 0.5, factor numeric(6,2));
