create table sale (id int primary key, shop int not null, price numeric(10, 2), at date);
create materialized view whole as select s as held, s.id from sale s;
create view plain as select s as held from sale s;
create unique index whole_id on whole (id);
