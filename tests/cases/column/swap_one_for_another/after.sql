-- Drop and add of the same type: a possible rename that was not meant.
create table member (id int primary key, mobile text);
