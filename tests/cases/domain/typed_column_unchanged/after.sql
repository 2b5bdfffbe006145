-- A column of a domain stays while its neighbours change; a second one comes.
create domain email as text check (value like '%@%');
create table member (id bigint primary key, email email not null unique, alt email[] default '{}', backup email default 'x@y');
