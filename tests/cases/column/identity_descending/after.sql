-- A negative increment flips the default bounds: -2147483648 to -1, start -1.
create table ticket (id int generated always as identity (increment by -1) primary key);
