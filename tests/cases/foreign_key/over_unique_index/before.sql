create table member (id int primary key, code text, note text);
create unique index member_code on member (code);
create table visit (id int primary key, code text constraint visit_member references member (code));
