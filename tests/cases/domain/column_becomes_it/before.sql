create domain short as varchar(10) check (value <> '');
create domain shorter as short;
create domain pos as int check (value > 0);
create table member (id int primary key, nick text, age bigint, code short, n text);
