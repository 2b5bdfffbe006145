-- Fields and precision of intervals are modifiers that many readers lose.
create table shift (id int primary key, length interval day to second(2), every interval year, rest interval hour to minute);
