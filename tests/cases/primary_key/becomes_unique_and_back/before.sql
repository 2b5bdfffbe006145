create table member (id int constraint member_key primary key, email text);
create table badge (no int not null constraint badge_key unique, color text);
