create table place (room int, rack int, constraint place_key unique (room, rack));
