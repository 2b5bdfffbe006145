-- The unique constraint and the reference that leans on it come together.
create table member (id int primary key, email text constraint zz_member_email unique);
create table visit (id int primary key, member text constraint aa_visit_member references member (email));
