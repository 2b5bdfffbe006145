-- int to bigint through a chain of references, a self reference among them.
create table member (id bigint primary key, boss_id bigint references member);
create table visit (id bigint primary key, member_id bigint not null references member on delete cascade);
create index visit_member on visit (member_id);
create table visit_note (visit_id bigint primary key references visit, member_id bigint references member, body text);
