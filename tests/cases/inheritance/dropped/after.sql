-- The child goes with its rows.
create table base (id int not null, note text);
