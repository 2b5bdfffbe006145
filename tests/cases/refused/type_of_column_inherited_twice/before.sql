create table note (word text);
create table page (word text);
create table leaf () inherits (note, page);
