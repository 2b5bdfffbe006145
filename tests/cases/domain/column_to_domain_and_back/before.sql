create domain code as varchar(10) constraint code_ok check (value ~ '^[a-z]');
create domain n as int not null;
create table t (id int primary key, a varchar(10) not null, b int not null default 3, c code, arr text[]);
