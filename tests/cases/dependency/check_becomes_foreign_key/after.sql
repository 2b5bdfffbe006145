-- Constraint names are unique in a table whatever the type: the check goes before the reference of its name comes.
create table kind (code text primary key);
create table item (id int primary key, kind text, constraint item_kind foreign key (kind) references kind);
