create type size as enum ('S', 'L', 'XXL');
create table shirt (id int primary key, size size not null);
