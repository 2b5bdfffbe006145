create table flag (id int primary key, active boolean not null default true, level int default 0);
