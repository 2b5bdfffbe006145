-- A default leaves; "default null" is no default at all and stays unseen.
create table member (id int primary key, plan text, quota int);
