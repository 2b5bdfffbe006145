-- Same definition, other name.
create table member (id int primary key);
create table visit (id int primary key, member_id int constraint visit_member_fk references member on delete cascade);
