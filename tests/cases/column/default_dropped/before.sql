create table member (id int primary key, plan text default 'free', quota int default null);
