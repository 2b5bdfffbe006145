create table post (id int primary key, tags varchar(20)[] not null default '{new}', lead text default 'hot');
