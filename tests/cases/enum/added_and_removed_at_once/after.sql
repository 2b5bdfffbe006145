-- A removal forces the rewrite, and the additions come with it, not by ADD VALUE.
create type color as enum ('black', 'red', 'blue', 'white');
create table paint (id int primary key, color color default 'white', alt color[]);
