create type color as enum ('red', 'green', 'blue');
create table paint (id int primary key, color color, alt color[]);
