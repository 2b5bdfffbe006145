create table shelf (id int primary key, room text, rack int, constraint shelf_place unique (room, rack));
