-- A domain is converted to as what it stands on, so that what is too long fails instead of being cut.
create domain short as varchar(10) check (value <> '');
create domain shorter as short;
create domain pos as int check (value > 0);
create table member (id int primary key, nick shorter, age pos, code text, n pos);
