-- Values become arrays of a domain that is over arrays itself, for which only the domain's name is a type.
create domain doc as text[] not null;
create domain tags as int[];
create table t (id int primary key, docs doc[], texts doc[], one doc[], more tags[], flat int[]);
