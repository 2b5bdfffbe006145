-- A default arrives; existing rows stay as they are.
create table member (id int primary key, plan text default 'free');
