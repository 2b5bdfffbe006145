-- what is revoked with a column does not wait for what is granted on the table
create table member (id integer primary key, name text);
grant insert on member to public;
grant select (name), insert on member to reader;
