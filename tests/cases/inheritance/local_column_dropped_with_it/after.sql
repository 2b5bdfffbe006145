-- The child has declared the column too.
create table base (id int not null);
create table child (extra int) inherits (base);
