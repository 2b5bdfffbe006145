create table visit (id int primary key, member_name text);
