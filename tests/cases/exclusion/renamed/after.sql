-- Same definition, other name.
create table booking (id int primary key, span int4range, constraint booking_no_overlap exclude using gist (span with &&));
