-- An orphan stands in the table: without NOT VALID the plan fails.
create table member (id int primary key);
create table visit (id int primary key, member_id int);
alter table visit add constraint visit_member foreign key (member_id) references member not valid;
