-- Its way back works on an empty table only, and so unseeded.
create table member (id int primary key);
