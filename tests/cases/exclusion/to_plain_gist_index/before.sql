create table booking (id int primary key, span int4range, constraint booking_span exclude using gist (span with &&));
