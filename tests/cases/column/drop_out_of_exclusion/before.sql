create table booking (id int primary key, span int4range, layer int,
  constraint booking_free exclude using gist (span with &&, int4range(layer, layer, '[]') with &&));
