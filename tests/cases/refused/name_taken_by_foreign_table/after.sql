-- The foreign table stays, since nothing models it, and so does its name.
create table reading (id int);
