create table flag (id int primary key, active varchar(5) not null default 'true');
