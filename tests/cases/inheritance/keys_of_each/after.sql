-- Keys, indexes and references are not inherited.
create table base (id int not null, note text);
alter table base add primary key (id);create table child (extra int) inherits (base);
alter table child add unique (id), add foreign key (extra) references base (id);create index on base (note);
