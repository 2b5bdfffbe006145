create table product (id int primary key, grade text not null default '1');
