-- What is computed as it is read is never written anew.
create table note (id int primary key, price int,
    changed int generated always as (price * 3) virtual,
    stored int generated always as (price * 2) virtual,
    plain int,
    made int generated always as (price * 4) virtual);
create table page (id int primary key, price int check (price > 0), net int generated always as (price * 3) virtual);
