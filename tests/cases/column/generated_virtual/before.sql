create table note (id int primary key, price int,
    changed int generated always as (price * 2) virtual,
    dropped int generated always as (price * 2) virtual,
    stored int generated always as (price * 2) stored,
    plain int);
create table page (id int primary key, price int check (price > 0), net int generated always as (price * 2) virtual);
