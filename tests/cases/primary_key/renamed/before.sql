create table member (id int constraint pk_member primary key, email text);
create table visit (id int primary key, member_id int references member);
