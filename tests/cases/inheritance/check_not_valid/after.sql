-- Not valid on the parent and one child, valid on another and on a new one.
create table base (id int not null, note text);
create table child (extra int) inherits (base);
create table other () inherits (base);alter table base add constraint c check (id > 0) not valid;alter table other validate constraint c;create table new () inherits (base);create table newer () inherits (new);
