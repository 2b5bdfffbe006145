create table member (id int primary key, boss_id int references member);
create table visit (id int primary key, member_id int not null references member on delete cascade);
create index visit_member on visit (member_id);
create table visit_note (visit_id int primary key references visit, member_id int references member, body text);
