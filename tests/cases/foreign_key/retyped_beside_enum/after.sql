-- Postgres cannot carry a foreign key over whose columns are compared as any enum, array or range.
create type mood as enum ('calm', 'glad');
create domain period as tstzrange;
create table p (code varchar(20), m mood, primary key (code, m));
create table c (id int primary key, code varchar(20), m mood, constraint same foreign key (code, m) references p);
create table q (during tstzrange primary key);
create table r (id int primary key, during period references q not null);
comment on constraint same on c is 'kept';
