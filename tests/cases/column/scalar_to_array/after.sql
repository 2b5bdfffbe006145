-- One value becomes an array of one; none stays none. The way back takes the text of the array, which only no value survives.
create table sample (id int primary key, code text[], label text, n bigint[]);
