create table member (id int primary key, email text, active boolean not null default true);
create view a with (security_barrier = true, check_option = local) as select * from member where active;
