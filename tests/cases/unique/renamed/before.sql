create table member (id int primary key, email text constraint email_is_unique unique);
