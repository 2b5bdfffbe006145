create table member (id int primary key, code text not null, constraint member_code unique (code));
create table visit (id int primary key, code text, constraint visit_member foreign key (code) references member (code));
