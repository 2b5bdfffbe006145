-- Equal as sets, different as an index.
create table place (room int, rack int, constraint place_key unique (rack, room));
