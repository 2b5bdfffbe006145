create table kind (code text primary key);
create table item (id int primary key, kind text, constraint item_kind check (kind in ('a', 'b')));
