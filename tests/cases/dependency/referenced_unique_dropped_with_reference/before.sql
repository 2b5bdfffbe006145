create table member (id int primary key, email text constraint aa_member_email unique);
create table visit (id int primary key, member text constraint zz_visit_member references member (email));
