create domain code as varchar(10) constraint code_ok check (value ~ '^[a-z]');
create domain n as int not null;
create table t (id int primary key, a code not null, b n not null default 3, c varchar(10), arr code[]);
