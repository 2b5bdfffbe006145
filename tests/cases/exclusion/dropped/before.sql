create table booking (id int primary key, span int4range, exclude using gist (span with &&));
