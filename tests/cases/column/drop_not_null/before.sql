create table member (id int primary key, email text not null, age int not null);
