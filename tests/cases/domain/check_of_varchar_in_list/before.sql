create domain state as varchar(10) constraint state_known check (value in ('a', 'b'));
create table t (id int primary key, s state);
