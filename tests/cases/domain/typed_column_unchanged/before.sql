create domain email as text check (value like '%@%');
create table member (id int primary key, email email not null, alt email[] default '{}');
