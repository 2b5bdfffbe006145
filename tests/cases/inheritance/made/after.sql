-- With a default, a check, and a column that both have.
create table base (id int not null, note text default '-', kind text, check (id > 0));
create table child (extra int, kind text not null) inherits (base);
create index child_id on child (id);
