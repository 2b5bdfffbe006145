create table member (id int generated always as identity primary key, email text);
create table visit (member_id int references member);
