-- Keys over time, and what refers to them.
create extension btree_gist;
create table room (id int, during daterange, price int,
    constraint room_pkey primary key (id, during without overlaps),
    constraint room_price unique (price, during without overlaps));
create table stay (room int, during daterange,
    constraint stay_room foreign key (room, period during) references room (id, period during));
