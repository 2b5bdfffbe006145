create table booking (id int primary key, span int4range, constraint no_overlap exclude using gist (span with &&));
