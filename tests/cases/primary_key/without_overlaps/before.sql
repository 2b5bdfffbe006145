create extension btree_gist;
create table room (id int, during daterange, constraint room_pkey primary key (id, during));
create table stay (room int, during daterange);
