-- Names of checks are the table's own: only one of the two changes.
create table orders (id int primary key, qty int, constraint positive check (qty > 0));
create table stock (id int primary key, qty int, constraint positive check (qty >= 0));
