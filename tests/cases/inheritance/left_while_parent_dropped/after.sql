-- The child outlives the parent.
create table child (id int not null, note text, extra int);
