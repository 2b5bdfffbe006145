-- A two-column reference loses one of its columns; the other stays as plain data.
create table site (country text, code int, primary key (country, code));
create table visit (id int primary key, country text);
