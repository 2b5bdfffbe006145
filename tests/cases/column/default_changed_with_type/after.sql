-- The old default does not cast by itself to the new type, and the column needs USING.
create table product (id int primary key, grade int not null default 5);
