create table note (id int, word text, constraint c check (word <> '') not valid);
create table page () inherits (note);
