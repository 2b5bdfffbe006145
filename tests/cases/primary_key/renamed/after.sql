-- Same key, other name; a foreign key leans on it.
create table member (id int constraint member_pkey primary key, email text);
create table visit (id int primary key, member_id int references member);
