-- WITH CHECK OPTION is an option like others.
create table member (id int primary key, email text, active boolean not null default true);
create view a with (security_barrier = true) as select * from member where active with local check option;
