create table member (id int primary key, email text);
create table note (id int primary key);
create publication all_members for table member;
create rule noted as on insert to note do also update member set email = email;
