-- The same constraint, but only over live rows.
create table booking (id int primary key, span int4range, cancelled boolean not null default false,
  constraint booking_free exclude using gist (span with &&) where (not cancelled));
