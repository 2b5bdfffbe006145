create table member (id serial primary key, email text);
create table visit (id smallserial primary key, member_id int references member);
