-- Implicit one way, assignment the other.
create table event (id int primary key, day timestamp not null default current_date, ends date);
