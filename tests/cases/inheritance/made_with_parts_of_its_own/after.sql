-- Another default, none, and NOT NULL where the parent has none.
create table base (id int, note text default '-', kind text default 'x');
create table child () inherits (base);
alter table child alter note set default '+', alter kind drop default, alter id set not null, add primary key (id);
