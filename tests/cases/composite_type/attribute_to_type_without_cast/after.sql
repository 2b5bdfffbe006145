-- No cast leads from one to the other but the one through text.
create type span as (until text, since time(2), more int);
create table shift (id int primary key, span span);
