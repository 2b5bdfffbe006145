-- The defaults go and their sequences with them; the columns stay.
create table member (id int primary key, no bigint not null);
