create table team (id int primary key);
create table member (id int primary key, email text not null unique, age int check (age > 0), team_id int references team on delete cascade);
create index on member (age);
