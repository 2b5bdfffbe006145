create table booking (id int primary key, area box, code text,
  constraint booking_area exclude using gist (area with &&));
