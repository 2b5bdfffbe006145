-- Postgres changes the column of neither table above while the other has it too.
create table note (word varchar(20));
create table page (word varchar(20));
create table leaf () inherits (note, page);
