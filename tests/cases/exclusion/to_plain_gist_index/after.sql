-- An index of the same name, method and column is not the constraint.
create table booking (id int primary key, span int4range);
create index booking_span on booking using gist (span);
