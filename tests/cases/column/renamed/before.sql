create table member (id int primary key, mail text not null);
