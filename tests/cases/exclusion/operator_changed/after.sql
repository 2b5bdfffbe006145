-- Only the operator differs; only the access method differs.
create table booking (id int primary key, span int4range, seat int,
  constraint booking_free exclude using gist (span with -|-),
  constraint booking_seat exclude using hash (seat with =));
