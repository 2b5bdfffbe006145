-- The cast between the two exists, but only when spelled out; so do both defaults.
create table flag (id int primary key, active int not null default 1, level boolean default false);
