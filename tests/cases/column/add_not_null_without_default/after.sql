-- Only possible on an empty table, and so unseeded: no default may be invented that stays behind.
create table member (id int primary key, email text not null);
