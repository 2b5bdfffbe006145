-- Serial int to identity bigint in both tables, and the reference between them.
create table member (id bigint generated always as identity primary key, email text);
create table visit (id bigint generated always as identity primary key, member_id bigint not null references member on delete cascade);
