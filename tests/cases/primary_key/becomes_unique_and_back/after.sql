-- Key to unique constraint and unique constraint to key, each under its old name.
create table member (id int not null constraint member_key unique, email text);
create table badge (no int not null constraint badge_key primary key, color text);
