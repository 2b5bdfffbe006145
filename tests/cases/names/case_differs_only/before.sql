create table "Member" (id int primary key, "Email" text, email text);
create table member (id int primary key, "Email" text);
