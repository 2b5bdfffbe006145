-- The unique constraint falls with the column; a new one of the same name covers what is left.
create table shelf (id int primary key, room text, constraint shelf_place unique (room));
