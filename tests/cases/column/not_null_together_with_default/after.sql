-- Two columns trade places: one gets NOT NULL and a default, the other loses both.
create table member (id int primary key, plan text not null default 'free', level int);
