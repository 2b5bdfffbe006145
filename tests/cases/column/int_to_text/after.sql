-- A text cast is an assignment cast; the unique index changes its operator class under way.
create table orders (id int primary key, no text unique);
