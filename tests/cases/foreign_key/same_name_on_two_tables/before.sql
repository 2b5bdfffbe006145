create table member (id int primary key);
create table team (id int primary key);
create table visit (id int primary key, who int constraint who_fk references member on delete cascade);
create table award (id int primary key, who int constraint who_fk references team);
