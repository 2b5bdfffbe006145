-- Set and dropped for both.
create table base (id int, note text not null);
create table child (extra int) inherits (base);
