create table member (id serial primary key, email text);
create table visit (id serial primary key, member_id int not null references member on delete cascade);
