create type mood as enum ('calm', 'glad');
create domain period as tstzrange;
create table p (code varchar(10), m mood, primary key (code, m));
create table c (id int primary key, code varchar(10), m mood, constraint same foreign key (code, m) references p);
create table q (during period primary key);
create table r (id int primary key, during period references q not null);
comment on constraint same on c is 'kept';
