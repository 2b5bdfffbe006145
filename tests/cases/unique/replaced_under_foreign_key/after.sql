-- The constraint that a foreign key leans on changes, the foreign key does not (but has to step aside).
create table member (id int primary key, code text not null, constraint member_code unique (code) include (id));
create table visit (id int primary key, code text, constraint visit_member foreign key (code) references member (code));
