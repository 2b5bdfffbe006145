-- On what comes from above.
create table base (id int not null, note text);
create table child (extra int) inherits (base);
comment on column base.note is 'b'; comment on column child.note is 'c'; comment on table child is 't';
