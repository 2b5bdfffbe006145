-- With rows in the table NOT NULL needs the default in the same statement.
create table member (id int primary key, active boolean not null default true, plan text not null default 'free');
