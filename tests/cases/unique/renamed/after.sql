-- Only the name changes.
create table member (id int primary key, email text constraint member_email_key unique);
