-- Ranges by GiST, without any extension: a room as a range of one.
create table booking (id int primary key, room int not null, span tsrange not null,
  constraint booking_free exclude using gist (int4range(room, room, '[]') with &&, span with &&));
