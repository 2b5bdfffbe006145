-- What the top gains and loses reaches the bottom.
create table base (id bigint not null, kind text not null default 'x');
create table child (extra int) inherits (base);
create table grandchild () inherits (child);
