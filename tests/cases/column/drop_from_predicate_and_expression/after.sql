-- One column stands in a predicate, another in an expression: both indexes go, the plain one stays.
create table member (id int primary key, last text);
create index member_last on member (last);
