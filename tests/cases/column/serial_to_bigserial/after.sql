-- The column's type and the sequence's type are two changes; the second is easily missed.
create table member (id bigserial primary key, email text);
create table visit (id serial primary key, member_id bigint references member);
