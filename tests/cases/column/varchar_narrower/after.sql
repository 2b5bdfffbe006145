-- May fail on rows; these fit.
create table member (id int primary key, nick varchar(10), bio varchar(100));
