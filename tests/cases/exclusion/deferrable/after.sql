-- Deferrable, and initially so.
create table booking (id int primary key, span int4range,
  constraint booking_free exclude using gist (span with &&) deferrable initially deferred);
