create table member (id int primary key, name text not null);
