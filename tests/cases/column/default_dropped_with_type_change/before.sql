create table product (id int primary key, code text default 'none');
