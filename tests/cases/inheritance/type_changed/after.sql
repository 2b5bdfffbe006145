-- One statement for both, under an index.
create table base (id bigint not null, note varchar(20));
create table child (extra int) inherits (base);
create index child_note on child (note);
