-- Names that differ only by case are different objects.
create table "Member" (id int primary key, "Email" text not null, email text);
create table member (id int primary key, "Email" text, email int);
create table "MEMBER" (id int primary key);
create index "member_IX" on "Member" ("Email");
create index member_ix on member ("Email");
