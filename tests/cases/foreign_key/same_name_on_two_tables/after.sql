-- Two references of one name on two tables with two targets; only one changes.
create table member (id int primary key);
create table team (id int primary key);
create table visit (id int primary key, who int constraint who_fk references member on delete cascade);
create table award (id int primary key, who int constraint who_fk references team on delete cascade);
